package io.longshore.image.soundness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.image.runtime.RunScript;
import io.longshore.squashfs.Inode;
import java.io.IOException;

/** The runscript itself: that it is there, and that something can read it. */
final class RunscriptCheck {
  static final String PLACE = "/.singularity.d/runscript";
  private static final int LONGEST_SCRIPT = 1 << 20;

  private final ImageRoot root;
  private final ProgramCheck programs;
  private final Flaws flaws;

  RunscriptCheck(ImageRoot root, ProgramCheck programs, Flaws flaws) {
    this.root = root;
    this.programs = programs;
    this.flaws = flaws;
  }

  void run() throws IOException {
    if (!(root.resolve(PLACE) instanceof Resolution.Found found)) {
      flaws.error(FlawKind.NO_RUNSCRIPT, PLACE, "is not there: 'apptainer run' starts a shell");
      return;
    }
    if (!(found.inode() instanceof Inode.FileInode file)) {
      flaws.error(FlawKind.RUNSCRIPT_NOT_EXECUTABLE, PLACE, "is no file");
      return;
    }
    if (!ProgramCheck.isExecutable(file)) {
      flaws.error(FlawKind.RUNSCRIPT_NOT_EXECUTABLE, PLACE, "may be executed by nobody");
      return;
    }
    programs.warnIfNotForAll(found);
    String text = new String(root.start(file, LONGEST_SCRIPT), UTF_8);
    if (text.contains(RunScript.WITHOUT_SHELL)) {
      programs.warnIfUnreadable(found.path(), file);
    } else {
      programs.checkFormat(found.path(), file, Severity.ERROR);
    }
  }
}
