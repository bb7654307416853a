package io.longshore.image;

import io.longshore.squashfs.Compression;
import io.longshore.squashfs.SquashfsOptions;

/**
 * The settings that, together with the image, decide the bytes of a SIF. An instance is always a
 * profile that this release can build.
 *
 * @param formatVersion the version of Longshore's SIF content; a release can rebuild every version
 *     it knows
 * @param blockSize of the squashfs in bytes, a power of two from 4096 to 1048576
 */
public record BuildProfile(int formatVersion, Compression compression, int blockSize) {
  public static final int FORMAT_VERSION = 1;

  /** gzip level 6, blocks of 128 KiB. */
  public static final BuildProfile DEFAULT =
      new BuildProfile(FORMAT_VERSION, new Compression.Gzip(), SquashfsOptions.DEFAULT_BLOCK_SIZE);

  /**
   * @throws IllegalArgumentException if this release cannot build the profile; the message
   *     continues a sentence that ends with "asks for"
   */
  public BuildProfile {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "SIF format version "
              + formatVersion
              + "; this release builds version "
              + FORMAT_VERSION);
    }
    if (!SquashfsOptions.isBlockSize(blockSize)) {
      throw new IllegalArgumentException(
          "blocks of " + blockSize + " bytes; the format has powers of two from 4096 to 1048576");
    }
  }

  public BuildProfile withCompression(Compression other) {
    return new BuildProfile(formatVersion, other, blockSize);
  }

  public BuildProfile withBlockSize(int other) {
    return new BuildProfile(formatVersion, compression, other);
  }

  SquashfsOptions squashfsOptions(int threads) {
    return new SquashfsOptions(compression, blockSize, threads);
  }
}
