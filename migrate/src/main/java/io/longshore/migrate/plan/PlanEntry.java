package io.longshore.migrate.plan;

import io.longshore.dataset.git.RepositoryPath;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Reference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What migration means for one recipe. */
public sealed interface PlanEntry {
  /** The recipe's path in the superdataset. */
  String recipe();

  /**
   * An image to migrate.
   *
   * @param reference the image as the recipe names it
   * @param oldImage the image once built from the recipe, if the dataset has it
   * @param registrations names of the registrations that point to {@code oldImage}, in the order of
   *     the configuration file
   */
  record Eligible(
      ImageNames names,
      Reference reference,
      RecipeExtras extras,
      Optional<String> oldImage,
      List<String> registrations)
      implements PlanEntry, PlannedImage {
    @Override
    public String recipe() {
      return names.recipe();
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
      return Stream.concat(Stream.of(recipe()), oldImage.stream()).map(RepositoryPath::of).toList();
    }
  }

  /**
   * A recipe left as it is.
   *
   * @param named whether the user asked for this very recipe
   */
  record NotEligible(String recipe, String reason, boolean named) implements PlanEntry {}

  /** A recipe that is gone because its image is on the OCI workflow. */
  record AlreadyMigrated(String recipe, String sif) implements PlanEntry {}
}
