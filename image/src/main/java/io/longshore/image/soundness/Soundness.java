package io.longshore.image.soundness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.ground.FailureException;
import io.longshore.image.file.ImageFile;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.inspect.ImageInspector;
import io.longshore.image.inspect.RootFileSystemFacts;
import io.longshore.image.inspect.RuntimeFacts;
import io.longshore.oci.StrangersJson;
import io.longshore.squashfs.Inode;
import io.longshore.squashfs.MalformedSquashfsException;
import io.longshore.squashfs.SquashfsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks for what keeps an image from starting. Reads folders on the way to programs and the first
 * bytes of these; of the other files nothing, unless asked to.
 */
public final class Soundness {
  private static final JsonMapper JSON = StrangersJson.mapper().build();
  private static final String LABELS = "/.singularity.d/labels.json";
  private static final String SHELL = "/bin/sh";
  private static final int LONGEST_LABELS = 4 << 20;

  private final ImageRoot root;
  private final RuntimeFacts runtime;
  private final Optional<String> architecture;
  private final Flaws flaws = new Flaws();

  private Soundness(ImageRoot root, RuntimeFacts runtime, Optional<String> architecture) {
    this.root = root;
    this.runtime = runtime;
    this.architecture = architecture;
  }

  /** How much is read. */
  public enum Depth {
    /** What leads to the programs that the image starts. */
    PROGRAMS,
    /** All folders as well, so that damage to them is seen. */
    ALL_FOLDERS
  }

  /**
   * As {@link #flawsOf(ImageFile, Depth)}.
   *
   * @throws FailureException as {@link ImageFile#open}
   */
  public static List<Flaw> flawsOf(Path image, Depth depth) throws IOException {
    try (ImageFile file = ImageFile.open(image)) {
      return flawsOf(file, depth);
    }
  }

  /**
   * What is wrong with a SIF or a squashfs, the worst not first but in the order of starting.
   *
   * @throws FailureException if it is neither, or damaged where it begins
   */
  public static List<Flaw> flawsOf(ImageFile file, Depth depth) throws IOException {
    return switch (ImageInspector.inspect(file)) {
      case ImageFacts.OfSif sif ->
          of(
              file,
              sif.root(),
              sif.runtime(),
              Optional.of(sif.header().architecture().goName()),
              depth);
      case ImageFacts.OfSquashfs squashfs ->
          of(file, squashfs.root(), squashfs.runtime(), Optional.empty(), depth);
      case ImageFacts.OfLayout _ -> throw new IllegalStateException("a file is no layout");
    };
  }

  private static List<Flaw> of(
      ImageFile file,
      RootFileSystemFacts place,
      RuntimeFacts runtime,
      Optional<String> architecture,
      Depth depth)
      throws IOException {
    long offset;
    switch (place) {
      case RootFileSystemFacts.Unreadable(String reason) -> {
        return List.of(damaged(reason));
      }
      case RootFileSystemFacts.Squashfs(_, long begin) -> offset = begin;
    }
    try {
      SquashfsReader reader = SquashfsReader.open(file.channel(), offset);
      Soundness soundness = new Soundness(new ImageRoot(reader), runtime, architecture);
      if (depth == Depth.ALL_FOLDERS) {
        soundness.root.countEntries();
      }
      soundness.check();
      return soundness.flaws.list();
    } catch (MalformedSquashfsException e) {
      return List.of(damaged(e.getMessage()));
    }
  }

  private static Flaw damaged(String reason) {
    return new Flaw(FlawKind.DAMAGED, Severity.ERROR, "/", "cannot be read: " + reason);
  }

  private void check() throws IOException {
    StartCommand command = StartCommand.of(runtime);
    ProgramCheck programs = new ProgramCheck(root, architecture, command.searchPath(), flaws);
    new RunscriptCheck(root, programs, flaws).run();
    if (!command.toldToRun()) {
      flaws.add(
          FlawKind.NOTHING_TO_RUN,
          Severity.WARNING,
          RunscriptCheck.PLACE,
          "names nothing to run: the image has neither an entrypoint nor a command");
    }
    if (command.program().isPresent()) {
      programs.check(command.program().get(), command.sure() ? Severity.ERROR : Severity.WARNING);
    }
    checkShell(programs);
    checkLabels();
  }

  // An image without a shell is often meant to have none.
  private void checkShell(ProgramCheck programs) throws IOException {
    if (root.resolve(SHELL) instanceof Resolution.Found(String path, Inode.FileInode file, _)) {
      programs.checkFormat(path, file, Severity.WARNING);
    } else {
      flaws.add(
          FlawKind.NO_SHELL,
          Severity.NOTE,
          SHELL,
          "is not there: 'apptainer shell' does not work with this image");
    }
  }

  private void checkLabels() throws IOException {
    if (!(root.resolve(LABELS) instanceof Resolution.Found(_, Inode.FileInode file, _))) {
      flaws.add(FlawKind.LABELS, Severity.NOTE, LABELS, "is not there");
      return;
    }
    String text = new String(root.start(file, LONGEST_LABELS), UTF_8);
    try {
      JsonNode labels = JSON.readTree(text);
      if (!labels.isObject() || !labels.valueStream().allMatch(JsonNode::isString)) {
        flaws.add(FlawKind.LABELS, Severity.NOTE, LABELS, "is no JSON object of texts");
      }
    } catch (JacksonException _) {
      flaws.add(FlawKind.LABELS, Severity.NOTE, LABELS, "is no JSON");
    }
  }
}
