package io.longshore.collection.stage;

import io.longshore.collection.plan.PlannedImage;
import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;

/**
 * How images are fetched and their SIFs built.
 *
 * @param platform the one wanted of images for several
 * @param profile recorded in each layout, and its SIF built to it
 * @param limits on what is staged at once
 * @param layerLimits on what an image may unpack to
 * @param blockCache where compressed blocks of earlier builds are found and kept
 */
public record StagingSettings(
    Platform platform,
    BuildProfile profile,
    StagingLimits limits,
    LayerLimits layerLimits,
    BlockCache blockCache) {
  Platform platformOf(PlannedImage planned) {
    return planned.platform().orElse(platform);
  }

  /**
   * For this machine's usual platform, without a cache.
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
}
