package io.longshore.collection.test;

import io.longshore.collection.rules.ImageTest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.image.file.ImageFile;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.inspect.ImageInspector;
import io.longshore.image.inspect.RuntimeFacts;
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
    return ofFile(file, shown, List.of(), ImageTest.USUAL);
  }

  /**
   * @param known what is known to be wrong already
   * @param rule how the collection has it tried
   */
  TestedImage ofFile(Path file, String shown, List<Flaw> known, ImageTest rule) throws IOException {
    List<Flaw> flaws = new ArrayList<>(known);
    RuntimeFacts facts = RuntimeFacts.NONE;
    boolean readable = false;
    try (ImageFile opened = ImageFile.open(file)) {
      flaws.addAll(Soundness.flawsOf(opened, Soundness.Depth.ALL_FOLDERS));
      facts = factsOf(opened);
      readable = true;
    } catch (FailureException e) {
      flaws.add(unreadable(e));
    }
    TrialSettings settings = typed.apply(TrialSettings.usual().ruledBy(rule));
    return new TestedImage(
        shown, flaws, readable ? start(file, facts, flaws, settings) : Optional.empty());
  }

  private static RuntimeFacts factsOf(ImageFile file) throws IOException {
    return ImageInspector.inspect(file).runtime();
  }

  // What is no image at all is broken; what others read, and Longshore does not, may be none.
  private static Flaw unreadable(FailureException failure) throws FailureException {
    return switch (failure.kind()) {
      case MALFORMED ->
          new Flaw(FlawKind.DAMAGED, Severity.ERROR, failure.subject(), failure.problem());
      case UNSUPPORTED ->
          new Flaw(FlawKind.NOT_TESTED, Severity.NOTE, failure.subject(), failure.problem());
      default -> throw failure;
    };
  }

  private Optional<Trial> start(
      Path file, RuntimeFacts facts, List<Flaw> flaws, TrialSettings settings) throws IOException {
    boolean needsOwn =
        settings.attempts().stream().allMatch(TrialSettings.Attempt.OwnProgram.class::isInstance);
    if (runtime.isEmpty()
        || (needsOwn && flaws.stream().anyMatch(flaw -> flaw.kind() == FlawKind.NOTHING_TO_RUN))) {
      return Optional.empty();
    }
    // Arguments take the place of a command, but are given to an entrypoint.
    List<String> before =
        facts.entrypoint().isEmpty() && !facts.command().isEmpty()
            ? List.of(facts.command().getFirst())
            : List.of();
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

  /** What the SIF says of the image that it was built from. */
  static Optional<String> manifestIn(Path file) throws IOException {
    try (ImageFile opened = ImageFile.open(file)) {
      return ImageInspector.inspect(opened) instanceof ImageFacts.OfSif sif
          ? sif.origin().map(origin -> origin.manifestDigest())
          : Optional.empty();
    } catch (FailureException e) {
      if (e.kind() == FailureKind.MALFORMED || e.kind() == FailureKind.UNSUPPORTED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
