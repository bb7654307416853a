package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Reference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The plan for one recipe, or for one image without a recipe. */
public sealed interface PlanEntry {
  /** The path in the superdataset of the recipe, or of the image without a recipe. */
  String recipe();

  /**
   * An image to migrate.
   *
   * @param reference the image on its registry
   * @param oldImage the old image that is replaced, if the dataset has it; it may have the path of
   *     the new SIF
   * @param furtherImages other images of the same name, which are replaced too
   * @param registrations names of the registrations that point to one of these images, in the order
   *     of the configuration file
   * @param evidence the source of the reference
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
   * A recipe or image that is left unchanged.
   *
   * @param named whether the user named this recipe or image
   */
  record NotEligible(String recipe, String reason, boolean named) implements PlanEntry {}

  /**
   * A recipe that is gone because its image is on the OCI workflow, or the image without a recipe
   * that was migrated.
   */
  record AlreadyMigrated(String recipe, String sif) implements PlanEntry {}
}
