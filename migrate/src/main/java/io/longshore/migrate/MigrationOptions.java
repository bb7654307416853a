package io.longshore.migrate;

import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.migrate.stage.StagingLimits;
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
 */
public record MigrationOptions(
    Path dataset,
    List<String> recipes,
    boolean skipFailures,
    Platform platform,
    BuildProfile profile,
    StagingLimits limits,
    BlockCache blockCache) {
  public MigrationOptions {
    recipes = List.copyOf(recipes);
  }

  /**
   * Without a block cache.
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
        BlockCache.none());
  }

  public MigrationOptions withBlockCache(BlockCache cache) {
    return new MigrationOptions(dataset, recipes, skipFailures, platform, profile, limits, cache);
  }

  public MigrationOptions withLimits(StagingLimits other) {
    return new MigrationOptions(
        dataset, recipes, skipFailures, platform, profile, other, blockCache);
  }
}
