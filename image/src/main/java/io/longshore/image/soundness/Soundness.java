package io.longshore.image.soundness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.ground.FailureException;
import io.longshore.image.file.ImageFile;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.inspect.ImageInspector;
import io.longshore.image.inspect.RootFileSystemFacts;
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
  private final ProgramCheck programs;
  private final Flaws flaws;

  private Soundness(ImageRoot root, ProgramCheck programs, Flaws flaws) {
    this.root = root;
    this.programs = programs;
    this.flaws = flaws;
  }

  /** How much is read. */
  public enum Depth {
    /** What leads to the programs that the image starts. */
    PROGRAMS,
    /** All folders as well, so that damage to them is seen. */
    ALL_FOLDERS
  }

  /**
   * As {@link #examine(ImageFile, Depth)}.
   *
   * @throws FailureException as {@link ImageFile#open}
   */
  public static List<Flaw> flawsOf(Path image, Depth depth) throws IOException {
    try (ImageFile file = ImageFile.open(image)) {
      return examine(file, depth).flaws();
    }
  }

  /**
   * Looks at a SIF or a squashfs.
   *
   * @throws FailureException if it is neither, or damaged where it begins
   */
  public static Examination examine(ImageFile file, Depth depth) throws IOException {
    ImageFacts facts = ImageInspector.inspect(file);
    Optional<String> architecture = Optional.empty();
    RootFileSystemFacts root;
    switch (facts) {
      case ImageFacts.OfSif sif -> {
        architecture = Optional.of(sif.header().architecture().goName());
        root = sif.root();
      }
      case ImageFacts.OfSquashfs squashfs -> root = squashfs.root();
      case ImageFacts.OfLayout _ -> throw new IllegalStateException("a file is no layout");
    }
    StartCommand command = StartCommand.of(facts.runtime());
    Flaws flaws = new Flaws();
    switch (root) {
      case RootFileSystemFacts.Unreadable(String reason) -> addDamage(flaws, reason);
      case RootFileSystemFacts.Foreign(String reason) ->
          flaws.add(FlawKind.NOT_TESTED, Severity.NOTE, "/", "is not looked at: " + reason);
      case RootFileSystemFacts.Squashfs(_, long offset) -> {
        ImageRoot files = new ImageRoot(SquashfsReader.open(file.channel(), offset));
        SearchPath searchPath = SearchPath.of(facts.runtime());
        ProgramCheck programs = new ProgramCheck(files, architecture, searchPath, flaws);
        new Soundness(files, programs, flaws).check(command, depth);
      }
    }
    return new Examination(
        facts, flaws.list(), command.replaced() ? command.program() : Optional.empty());
  }

  private static void addDamage(Flaws flaws, String reason) {
    flaws.error(FlawKind.DAMAGED, "/", "cannot be read: " + reason);
  }

  private void check(StartCommand command, Depth depth) throws IOException {
    try {
      if (depth == Depth.ALL_FOLDERS) {
        root.readAllFolders();
      }
      check(command);
    } catch (MalformedSquashfsException e) {
      addDamage(flaws, e.getMessage());
    } catch (UnreachedException e) {
      flaws.add(FlawKind.NOT_TESTED, Severity.NOTE, "/", e.getMessage());
    }
  }

  private void check(StartCommand command) throws IOException {
    new RunscriptCheck(root, programs, flaws).run();
    if (!command.toldToRun()) {
      flaws.add(Flaw.nothingToRun(RunscriptCheck.PLACE));
    }
    if (command.program().isPresent()) {
      programs.check(command.program().get(), command.sure() ? Severity.ERROR : Severity.WARNING);
    }
    checkShell();
    checkLabels();
  }

  // An image without a shell is often meant to have none.
  private void checkShell() throws IOException {
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
