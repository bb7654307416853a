package io.longshore.image;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.squashfs.Compression;
import io.longshore.squashfs.Gzip;
import io.longshore.squashfs.SquashfsOptions;
import io.longshore.squashfs.Zstd;

/**
 * What, beside the image itself, decides the bytes of a SIF.
 *
 * @param formatVersion the version of Longshore's SIF content; a release rebuilds all it knows
 * @param compression {@code gzip} or {@code zstd}
 * @param level of the compressor: libdeflate 1 to 12, zstd 1 to 22
 * @param blockSize of the squashfs in bytes, a power of two from 4096 to 1048576
 */
public record BuildProfile(int formatVersion, String compression, int level, int blockSize) {
  public static final int FORMAT_VERSION = 1;
  public static final String GZIP = "gzip";
  public static final String ZSTD = "zstd";
  public static final BuildProfile DEFAULT =
      new BuildProfile(
          FORMAT_VERSION, GZIP, Gzip.DEFAULT_LEVEL, SquashfsOptions.DEFAULT_BLOCK_SIZE);

  /**
   * @throws FailureException of kind UNSUPPORTED if this release cannot build to this profile
   */
  SquashfsOptions squashfsOptions(String subject, int threads) throws FailureException {
    if (formatVersion != FORMAT_VERSION) {
      throw unsupported(
          subject,
          "asks for SIF format version "
              + formatVersion
              + "; this release builds version "
              + FORMAT_VERSION);
    }
    try {
      Compression chosen =
          switch (compression) {
            case GZIP -> new Gzip(level);
            case ZSTD -> new Zstd(level);
            default -> throw new IllegalArgumentException("no compression '" + compression + "'");
          };
      return new SquashfsOptions(chosen, blockSize, threads);
    } catch (IllegalArgumentException e) {
      throw unsupported(subject, "asks for " + e.getMessage());
    }
  }

  private static FailureException unsupported(String subject, String problem) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        problem,
        "use a release of Longshore that knows it (longshore --version tells which one this is)");
  }
}
