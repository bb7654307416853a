package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Reference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What migration means for one recipe, or one image that has none. */
public sealed interface PlanEntry {
  /** The path in the superdataset of the recipe, or of the image that has none. */
  String recipe();

  /**
   * An image to migrate.
   *
   * @param reference the image on its registry
   * @param oldImage the image that is superseded, if the dataset has it; it may have the name of
   *     the new one
   * @param furtherImages others of the same name, which are superseded too
   * @param registrations names of the registrations that point to one of these images, in the order
   *     of the configuration file
   * @param evidence what tells the reference
   */
  record Eligible(
      ImageNames names,
      Reference reference,
      RecipeExtras extras,
      Optional<String> oldImage,
      List<String> furtherImages,
      List<String> registrations,
      Evidence evidence)
      implements PlanEntry, PlannedImage {
    @Override
    public String recipe() {
      return evidence.subject();
    }

    @Override
    public ImageOrigin origin() {
      return new ImageOrigin.Registry(reference);
    }

    @Override
    public boolean withSif() {
      return true;
    }

    @Override
    public List<RepositoryPath> superseded() {
      return Stream.concat(Stream.of(RepositoryPath.of(recipe())), oldImages().stream())
          .distinct()
          .filter(path -> !path.value().equals(names.sif()))
          .toList();
    }

    @Override
    public List<RepositoryPath> oldImages() {
      return Stream.concat(oldImage.stream(), furtherImages.stream())
          .map(RepositoryPath::of)
          .toList();
    }
  }

  /**
   * A recipe or image left as it is.
   *
   * @param named whether the user asked for this very one
   */
  record NotEligible(String recipe, String reason, boolean named) implements PlanEntry {}

  /** A recipe that is gone because its image is on the OCI workflow, or that image. */
  record AlreadyMigrated(String recipe, String sif) implements PlanEntry {}
}
