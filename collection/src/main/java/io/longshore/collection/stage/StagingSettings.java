package io.longshore.collection.stage;

import io.longshore.collection.plan.PlannedImage;
import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;

/**
 * How images are fetched and their SIFs built.
 *
 * @param platform the platform to choose from images for several platforms
 * @param profile the build profile, which each layout records
 * @param limits how much is staged at once
 * @param layerLimits on the unpacked size of an image
 * @param blockCache the cache of compressed blocks
 * @param tested whether an image that cannot start is refused
 */
public record StagingSettings(
    Platform platform,
    BuildProfile profile,
    StagingLimits limits,
    LayerLimits layerLimits,
    BlockCache blockCache,
    boolean tested) {
  /** Settings with which images are tested. */
  public StagingSettings(
      Platform platform,
      BuildProfile profile,
      StagingLimits limits,
      LayerLimits layerLimits,
      BlockCache blockCache) {
    this(platform, profile, limits, layerLimits, blockCache, /* tested= */ true);
  }

  Platform platformOf(PlannedImage planned) {
    return planned.platform().orElse(platform);
  }

  /**
   * Settings for the default platform, without a cache.
   *
   * @param jobs images staged at once, at least 1
   */
  public static StagingSettings of(int jobs) {
    return new StagingSettings(
        Platform.LINUX_AMD64,
        BuildProfile.DEFAULT,
        StagingLimits.of(jobs),
        LayerLimits.DEFAULT,
        BlockCache.none());
  }

  public StagingSettings withTest(boolean wanted) {
    return new StagingSettings(platform, profile, limits, layerLimits, blockCache, wanted);
  }
}
