package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import java.util.List;
import java.util.Optional;

/** An image that is planned for the collection, with the changes that it needs. */
public sealed interface PlannedImage permits PlanEntry.Eligible, Addition, NewVersion {
  ImageNames names();

  ImageOrigin origin();

  /** The additions to the image in its SIF. */
  RecipeExtras extras();

  /** Whether the SIF is added to the superdataset, beside the layout in images-oci. */
  boolean withSif();

  /** The names under which both datasets register the image. */
  List<String> registrations();

  /** The existing images of the superdataset that this image replaces. */
  List<RepositoryPath> oldImages();

  /** The files that are removed from the superdataset. */
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
