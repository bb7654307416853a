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

/** Tests single images, in a collection or not. */
public final class ImageTester {
  private final Optional<ContainerRuntime> runtime;
  private final UnaryOperator<TrialSettings> typed;

  /**
   * @param runtime starts the images; empty if no image is to be started
   * @param typed puts the settings that the user has typed in place of the others
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
   * @param shown the name of the image in the result
   * @throws FailureException if the file is missing or may not be read, or if no image can be
   *     started on this machine
   */
  public TestedImage ofFile(Path file, String shown) throws IOException {
    return ofFile(file, shown, _ -> Optional.empty(), ImageTest.USUAL);
  }

  /** Compares what a file says about its image with other sources. */
  interface Comparison {
    Optional<Flaw> flawOf(ImageFacts facts) throws IOException;
  }

  /**
   * @param comparison compares the file with what other sources say about the image
   * @param rule how the rules of the collection have the image tried
   * @throws FailureException if the image could not be tested: of kind MISSING if the file is
   *     missing, PERMISSION if the file may not be read, TOOL if no image can be started on this
   *     machine. Damage to the bytes of the file becomes a flaw instead
   */
  TestedImage ofFile(Path file, String shown, Comparison comparison, ImageTest rule)
      throws IOException {
    List<Flaw> flaws = new ArrayList<>();
    List<String> before = List.of();
    boolean image = true;
    try {
      Examination seen = OneOfMany.run(shown, () -> examine(file, comparison, flaws));
      flaws.addAll(seen.flaws());
      // Arguments replace the command of an image, so the command is put before them. An entrypoint
      // gets its arguments without this.
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

  // A file that is no image is damaged, and so is a file that the disk cannot read. An image in a
  // format that others read, and Longshore does not, may be good. A file that may not be read may
  // be a good image too.
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
   * Tests the SIF that would be built from an image in a layout.
   *
   * @param platform the platform of the image; if empty, the only image is tested, or else the
   *     image for linux/amd64
   * @param scratch a folder with room for the SIF, which is removed after the test
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
