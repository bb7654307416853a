package io.longshore.collection.test;

import io.longshore.collection.rules.ImageTest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.concurrent.OneOfMany;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.image.file.ImageFile;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.soundness.Examination;
import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.FlawKind;
import io.longshore.image.soundness.Severity;
import io.longshore.image.soundness.Soundness;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Tests single images, wherever they are. */
public final class ImageTester {
  private final Optional<ContainerRuntime> runtime;
  private final UnaryOperator<TrialSettings> typed;

  /**
   * @param runtime where images are started; they are not if it is empty
   * @param typed replaces, of how they are started, what the user has chosen
   */
  public ImageTester(Optional<ContainerRuntime> runtime, UnaryOperator<TrialSettings> typed) {
    this.runtime = runtime;
    this.typed = typed;
  }

  boolean startsImages() {
    return runtime.isPresent();
  }

  /**
   * Tests a SIF or a squashfs.
   *
   * @param shown what the image is called in the result
   * @throws FailureException if it is not here, or may not be read
   */
  public TestedImage ofFile(Path file, String shown) throws IOException {
    return ofFile(file, shown, _ -> Optional.empty(), ImageTest.USUAL);
  }

  /** Looks at what a file tells of its image. */
  interface Comparison {
    Optional<Flaw> flawOf(ImageFacts facts) throws IOException;
  }

  /**
   * @param comparison with what is known of the image from elsewhere
   * @param rule how the collection has it tried
   * @throws FailureException if the file could not be looked at: of kind MISSING if it is not here,
   *     PERMISSION if it may not be read, TOOL if no image can be started on this machine. What is
   *     wrong with the bytes of the file becomes a flaw
   */
  TestedImage ofFile(Path file, String shown, Comparison comparison, ImageTest rule)
      throws IOException {
    List<Flaw> flaws = new ArrayList<>();
    List<String> before = List.of();
    boolean image = true;
    try {
      Examination seen = OneOfMany.run(shown, () -> examine(file, comparison, flaws));
      flaws.addAll(seen.flaws());
      // Arguments take the place of a command, but are given to an entrypoint.
      before = seen.command().stream().toList();
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      FailureException failure = OperatingSystemFailures.classify(e, shown);
      flaws.add(unreadable(failure));
      image = failure.kind() == FailureKind.UNSUPPORTED;
    }
    TrialSettings settings = typed.apply(TrialSettings.usual().ruledBy(rule));
    return new TestedImage(
        shown, flaws, image ? start(file, before, flaws, settings) : Optional.empty());
  }

  private static Examination examine(Path file, Comparison comparison, List<Flaw> flaws)
      throws IOException {
    try (ImageFile opened = ImageFile.open(file)) {
      Examination seen = Soundness.examine(opened, Soundness.Depth.ALL_FOLDERS);
      comparison.flawOf(seen.facts()).ifPresent(flaws::add);
      return seen;
    }
  }

  // What is no image at all is broken, and so is what the disk does not give back; what others
  // read, and Longshore does not, may be neither. A file that may not be read can be a good image.
  private static Flaw unreadable(FailureException failure) throws FailureException {
    return switch (failure.kind()) {
      case UNSUPPORTED ->
          new Flaw(FlawKind.NOT_TESTED, Severity.NOTE, failure.subject(), failure.problem());
      case MALFORMED, BROKEN, GONE -> damaged(failure);
      case UNEXPECTED -> {
        if (failure.problem().contains("Input/output error")) {
          yield damaged(failure);
        }
        throw failure;
      }
      default -> throw failure;
    };
  }

  private static Flaw damaged(FailureException failure) {
    return new Flaw(FlawKind.DAMAGED, Severity.ERROR, failure.subject(), failure.problem());
  }

  private Optional<Trial> start(
      Path file, List<String> before, List<Flaw> flaws, TrialSettings settings) throws IOException {
    boolean needsOwn =
        settings.attempts().stream().allMatch(TrialSettings.Attempt.OwnProgram.class::isInstance);
    if (runtime.isEmpty()
        || (needsOwn && flaws.stream().anyMatch(flaw -> flaw.kind() == FlawKind.NOTHING_TO_RUN))) {
      return Optional.empty();
    }
    return Optional.of(runtime.get().start(file, before, settings));
  }

  /**
   * Tests the SIF that an image in a layout would become.
   *
   * @param platform which image; if empty the only one, else that for linux/amd64
   * @param scratch a folder with room for the SIF, which is taken away again
   */
  public TestedImage ofLayout(
      LayoutLocation location, Optional<Platform> platform, LayerLimits limits, Path scratch)
      throws IOException {
    ImageLayout layout = location.open();
    LayoutImage image = layout.choose(platform);
    Path sif = Files.createTempFile(scratch, ".longshore-", ".sif");
    try {
      SifBuilder.of(
              ContainerImage.of(image, layout.annotations(), location.path().toString()),
              layout.blobs())
          .withLimits(limits)
          .buildUnread(sif);
      return ofFile(sif, location.toString());
    } finally {
      Files.deleteIfExists(sif);
    }
  }
}
