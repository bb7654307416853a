package io.longshore.collection.migrate;

import io.longshore.collection.migrate.origin.OriginRule;
import io.longshore.collection.stage.StagingSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * Which images are migrated, and how.
 *
 * @param dataset a folder in the superdataset
 * @param currentFolder the folder that paths in {@code recipes} may be relative to
 * @param recipes recipes to migrate, relative to {@code currentFolder} or to the dataset's root;
 *     all generated recipes if empty
 * @param skipFailures whether images later in the plan are published although an image failed
 * @param compare whether each image is compared with the one it supersedes
 * @param origins if empty, recipes are migrated; otherwise images without a recipe are migrated,
 *     and {@code recipes} are their paths
 * @param dropLayers whether the layers of a migrated image are dropped if they can be fetched again
 */
public record MigrationOptions(
    Path dataset,
    Path currentFolder,
    List<String> recipes,
    boolean skipFailures,
    StagingSettings staging,
    boolean compare,
    List<OriginRule> origins,
    boolean dropLayers) {
  public MigrationOptions {
    recipes = List.copyOf(recipes);
    origins = List.copyOf(origins);
  }

  /**
   * Options to migrate {@code recipes}, given relative to {@code dataset}, without comparing images
   * and without dropping layers.
   */
  public static MigrationOptions ofRecipes(
      Path dataset, List<String> recipes, boolean skipFailures, StagingSettings staging) {
    return new MigrationOptions(
        dataset, dataset, recipes, skipFailures, staging, false, List.of(), false);
  }
}
