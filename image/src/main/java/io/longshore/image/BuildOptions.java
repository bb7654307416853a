package io.longshore.image;

import io.longshore.oci.layer.LayerLimits;
import io.longshore.squashfs.CompressedBlockCache;
import java.time.Instant;
import java.util.Optional;

/**
 * How a SIF is built, apart from what the image says.
 *
 * @param builderTime of what the builder adds, in place of the image's creation
 * @param profile in place of the annotated one
 * @param threads of the compressors, at least 1
 * @param cache asked before a block is compressed
 * @param limits on what the image may unpack to
 * @param replacing whether the SIF takes the place of a file that has its name
 */
record BuildOptions(
    Optional<Instant> builderTime,
    Optional<BuildProfile> profile,
    int threads,
    CompressedBlockCache cache,
    RootPartition.Way way,
    LayerLimits limits,
    boolean replacing) {
  /** What the image says, on all processors, without a cache. */
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
