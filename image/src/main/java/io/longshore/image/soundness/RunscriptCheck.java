package io.longshore.image.soundness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.squashfs.Inode;
import java.io.IOException;

/** The runscript itself: that it is there, and that something can read it. */
final class RunscriptCheck {
  /** Apptainer interprets a script with this line by itself. */
  static final String WITHOUT_SHELL = "eval \"set ${SINGULARITY_OCI_RUN}\"";

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
    if (!(root.resolve(PLACE) instanceof Resolution.Found(String path, Inode inode, _))) {
      flaws.error(FlawKind.NO_RUNSCRIPT, PLACE, "is not there: 'apptainer run' starts a shell");
      return;
    }
    if (!(inode instanceof Inode.FileInode file)) {
      flaws.error(FlawKind.RUNSCRIPT_NOT_EXECUTABLE, PLACE, "is no file");
    } else if (!ProgramCheck.isExecutable(file)) {
      flaws.error(FlawKind.RUNSCRIPT_NOT_EXECUTABLE, PLACE, "may be executed by nobody");
    } else if (!new String(root.start(file, LONGEST_SCRIPT), UTF_8).contains(WITHOUT_SHELL)) {
      programs.checkFormat(path, file, Severity.ERROR);
    }
  }
}
