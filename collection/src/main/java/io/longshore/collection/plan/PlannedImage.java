package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import java.util.List;

/** An image that is planned for the collection, with the changes that it needs. */
public sealed interface PlannedImage permits PlanEntry.Eligible, Addition {
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
}
