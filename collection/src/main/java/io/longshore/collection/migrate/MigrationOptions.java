package io.longshore.collection.migrate;

import io.longshore.collection.migrate.origin.OriginRule;
import io.longshore.collection.stage.StagingLimits;
import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.oci.Platform;
import java.nio.file.Path;
import java.util.List;

/**
 * What to migrate, and how.
 *
 * @param dataset a folder in the superdataset
 * @param recipes recipes to migrate, relative to the current folder or to the dataset's root; all
 *     auto-generated ones if empty
 * @param skipFailures publish what comes later in plan order although an image failed
 * @param profile recorded in each layout, and its SIF built to it
 * @param limits on what is staged at once
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
    Platform platform,
    BuildProfile profile,
    StagingLimits limits,
    BlockCache blockCache,
    boolean compare,
    List<OriginRule> origins,
    boolean dropLayers) {
  public MigrationOptions {
    recipes = List.copyOf(recipes);
    origins = List.copyOf(origins);
  }

  /** With nothing compared, for recipes. */
  public MigrationOptions(
      Path dataset,
      List<String> recipes,
      boolean skipFailures,
      Platform platform,
      BuildProfile profile,
      StagingLimits limits,
      BlockCache blockCache) {
    this(
        dataset,
        recipes,
        skipFailures,
        platform,
        profile,
        limits,
        blockCache,
        false,
        List.of(),
        false);
  }

  /**
   * Without a block cache too.
   *
   * @param jobs images staged at once, at least 1
   */
  public MigrationOptions(
      Path dataset,
      List<String> recipes,
      boolean skipFailures,
      Platform platform,
      BuildProfile profile,
      int jobs) {
    this(
        dataset,
        recipes,
        skipFailures,
        platform,
        profile,
        StagingLimits.of(jobs),
        BlockCache.none(),
        false,
        List.of(),
        false);
  }

  public MigrationOptions withBlockCache(BlockCache cache) {
    return new MigrationOptions(
        dataset,
        recipes,
        skipFailures,
        platform,
        profile,
        limits,
        cache,
        compare,
        origins,
        dropLayers);
  }

  public MigrationOptions withCompare(boolean wanted) {
    return new MigrationOptions(
        dataset,
        recipes,
        skipFailures,
        platform,
        profile,
        limits,
        blockCache,
        wanted,
        origins,
        dropLayers);
  }

  public MigrationOptions withOrigins(List<OriginRule> rules) {
    return new MigrationOptions(
        dataset,
        recipes,
        skipFailures,
        platform,
        profile,
        limits,
        blockCache,
        compare,
        rules,
        dropLayers);
  }

  public MigrationOptions withDroppedLayers(boolean drop) {
    return new MigrationOptions(
        dataset,
        recipes,
        skipFailures,
        platform,
        profile,
        limits,
        blockCache,
        compare,
        origins,
        drop);
  }
}
