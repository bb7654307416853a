package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import java.util.List;
import java.util.Optional;

/** An image that is to become part of the collection, and what changes for it. */
public sealed interface PlannedImage permits PlanEntry.Eligible, Addition, NewVersion {
  ImageNames names();

  ImageOrigin origin();

  /** What its SIF has beside the image itself. */
  RecipeExtras extras();

  /** Whether its SIF goes into the superdataset, or its layout into images-oci alone. */
  boolean withSif();

  /** Names under which the image is to be found in both datasets. */
  List<String> registrations();

  /** Images of the superdataset whose place it takes, as far as they are there. */
  List<RepositoryPath> oldImages();

  /** Files of the superdataset that go. */
  List<RepositoryPath> superseded();

  /** Whose image it is, where that is not what all images of a run are for. */
  default Optional<Platform> platform() {
    return Optional.empty();
  }

  /** What the image is called from then on whose place it takes, if that is to stay. */
  default Optional<ImageNames> keptAs() {
    return Optional.empty();
  }
}
