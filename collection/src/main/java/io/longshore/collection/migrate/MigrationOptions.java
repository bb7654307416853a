package io.longshore.collection.migrate;

import io.longshore.collection.migrate.origin.OriginRule;
import io.longshore.collection.stage.StagingSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * What to migrate, and how.
 *
 * @param dataset a folder in the superdataset
 * @param recipes recipes to migrate, relative to the current folder or to the dataset's root; all
 *     auto-generated ones if empty
 * @param skipFailures publish what comes later in plan order although an image failed
 * @param compare whether each image is compared with the one it supersedes
 * @param origins where none are given, recipes are migrated; else images that have no recipe, whose
 *     paths {@code recipes} are then
 * @param dropLayers whether the layers of an image go, where they can be had again, once it is
 *     migrated
 */
public record MigrationOptions(
    Path dataset,
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

  /** Those recipes, with nothing compared and all layers kept. */
  public static MigrationOptions ofRecipes(
      Path dataset, List<String> recipes, boolean skipFailures, StagingSettings staging) {
    return new MigrationOptions(dataset, recipes, skipFailures, staging, false, List.of(), false);
  }
}
