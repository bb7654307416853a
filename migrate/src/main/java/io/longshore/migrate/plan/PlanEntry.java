package io.longshore.migrate.plan;

import io.longshore.image.RecipeExtras;
import java.util.List;
import java.util.Optional;

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
      String reference,
      RecipeExtras extras,
      Optional<String> oldImage,
      List<String> registrations)
      implements PlanEntry {
    @Override
    public String recipe() {
      return names.recipe();
    }
  }

  /**
   * A recipe left as it is.
   *
   * @param named whether the user asked for this very recipe
   */
  record NotEligible(String recipe, String reason, boolean named) implements PlanEntry {}
}
