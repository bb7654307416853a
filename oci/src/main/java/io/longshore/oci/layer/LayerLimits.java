package io.longshore.oci.layer;

/**
 * How much a layer may ask of us before it is refused: a few kilobytes of zstd can unpack to
 * terabytes.
 *
 * @param uncompressedBytes of the tar of one layer, and of all its files with holes filled
 * @param entries of one layer
 */
public record LayerLimits(long uncompressedBytes, int entries) {
  /** 256 GiB and twenty million entries in one layer: several times what real images have. */
  public static final LayerLimits DEFAULT = new LayerLimits(256L << 30, 20_000_000);

  public LayerLimits {
    if (uncompressedBytes < 0 || entries < 0) {
      throw new IllegalArgumentException("a negative limit");
    }
  }
}
