package io.longshore.image;

import io.longshore.oci.layer.LayerLimits;
import io.longshore.squashfs.CompressedBlockCache;
import java.time.Instant;
import java.util.Optional;

/**
 * The choices of a build that do not come from the image.
 *
 * @param builderTime time of the files that the builder adds, in place of the image's creation
 * @param profile in place of the annotated profile
 * @param threads number of compressor threads, at least 1
 * @param cache asked before a block is compressed
 * @param limits on the unpacked size of the image
 * @param replacing whether the SIF may replace a file of the same name
 */
record BuildOptions(
    Optional<Instant> builderTime,
    Optional<BuildProfile> profile,
    int threads,
    CompressedBlockCache cache,
    RootPartition.Way way,
    LayerLimits limits,
    boolean replacing) {
  /** Options without overrides: all processors, no cache, and the values that the image gives. */
  static BuildOptions defaults() {
    return new BuildOptions(
        Optional.empty(),
        Optional.empty(),
        Runtime.getRuntime().availableProcessors(),
        CompressedBlockCache.NONE,
        RootPartition.Way.FORETELLING,
        LayerLimits.DEFAULT,
        true);
  }

  BuildOptions withBuilderTime(Instant time) {
    return new BuildOptions(Optional.of(time), profile, threads, cache, way, limits, replacing);
  }

  BuildOptions withProfile(BuildProfile other) {
    return new BuildOptions(
        builderTime, Optional.of(other), threads, cache, way, limits, replacing);
  }

  BuildOptions withThreads(int number) {
    return new BuildOptions(builderTime, profile, number, cache, way, limits, replacing);
  }

  BuildOptions withCache(CompressedBlockCache other) {
    return new BuildOptions(builderTime, profile, threads, other, way, limits, replacing);
  }

  BuildOptions withWay(RootPartition.Way other) {
    return new BuildOptions(builderTime, profile, threads, cache, other, limits, replacing);
  }

  BuildOptions withReplacing(boolean value) {
    return new BuildOptions(builderTime, profile, threads, cache, way, limits, value);
  }

  BuildOptions withLimits(LayerLimits other) {
    return new BuildOptions(builderTime, profile, threads, cache, way, other, replacing);
  }
}
