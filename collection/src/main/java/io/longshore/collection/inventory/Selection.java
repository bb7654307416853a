package io.longshore.collection.inventory;

import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.RegistrationIndex;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images to check.
 *
 * @param everything whether what belongs to no image is looked at too
 */
public record Selection(boolean everything, List<MigratedImage> images) {
  private static final ImageChoice.Absence ABSENT =
      new ImageChoice.Absence(
          "has nothing to do with a migrated image", NextStep.of("longshore status --all"));

  /**
   * @param choice everything if it is
   * @param configuration the superdataset's
   * @throws FailureException of kind DATASET if a pattern has nothing to do with a migrated image
   */
  static Selection of(List<MigratedImage> all, DataladConfig configuration, ImageChoice choice)
      throws IOException {
    RegistrationIndex registered = new RegistrationIndex(configuration);
    return new Selection(
        choice.isEverything(),
        List.copyOf(choice.among(all, image -> registered.name(image.names()), ABSENT)));
  }

  private static Stream<RepositoryPath> besideSif(MigratedImage image) {
    return Stream.concat(
            Stream.of(image.names().sif(), image.names().recipe()),
            image.names().formerPlaces().stream())
        .map(RepositoryPath::of);
  }

  /** Whether a file of the superdataset belongs to what is selected. */
  public boolean concerns(RepositoryPath path) {
    return everything || images.stream().flatMap(Selection::besideSif).anyMatch(path::equals);
  }

  public boolean concernsLayout(Optional<RepositoryPath> layout) {
    return everything
        || images.stream().anyMatch(image -> layout.equals(Optional.of(image.folder())));
  }

  /** Paths of the superdataset that are selected; empty for all. */
  public List<RepositoryPath> inSuperdataset() {
    return everything ? List.of() : images.stream().flatMap(Selection::besideSif).toList();
  }

  /** Paths of images-oci that are selected; empty for all. */
  public List<RepositoryPath> inImagesOci() {
    return everything ? List.of() : images.stream().map(MigratedImage::folder).toList();
  }
}
