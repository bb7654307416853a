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
 * The images that a user selected.
 *
 * @param everything whether the whole dataset is selected, including files that belong to no image
 */
public record Selection(boolean everything, List<MigratedImage> images) {
  private static final ImageChoice.Absence ABSENT =
      new ImageChoice.Absence(
          "has nothing to do with a migrated image", NextStep.of("longshore status --all"));

  /**
   * @param choice the images that the user named; an empty choice selects everything
   * @param configuration the DataLad configuration of the superdataset
   * @throws FailureException of kind DATASET if a pattern fits no migrated image
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

  /** Whether a file of the superdataset belongs to a selected image. */
  public boolean concerns(RepositoryPath path) {
    return everything || images.stream().flatMap(Selection::besideSif).anyMatch(path::equals);
  }

  public boolean concernsLayout(Optional<RepositoryPath> layout) {
    return everything
        || images.stream().anyMatch(image -> layout.equals(Optional.of(image.folder())));
  }

  /** The selected paths of the superdataset; empty if everything is selected. */
  public List<RepositoryPath> inSuperdataset() {
    return everything ? List.of() : images.stream().flatMap(Selection::besideSif).toList();
  }

  /** The selected paths of images-oci; empty if everything is selected. */
  public List<RepositoryPath> inImagesOci() {
    return everything ? List.of() : images.stream().map(MigratedImage::folder).toList();
  }
}
