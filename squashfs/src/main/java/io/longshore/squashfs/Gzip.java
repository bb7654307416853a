package io.longshore.squashfs;

/**
 * zlib streams made by libdeflate. Every kernel and every userspace reader has it.
 *
 * @param level libdeflate level, 1 (fast) to 12 (small)
 */
public record Gzip(int level) implements Compression {
  public static final int DEFAULT_LEVEL = 6;

  /**
   * @throws IllegalArgumentException if {@code level} is not 1 to 12
   */
  public Gzip {
    if (level < 1 || level > 12) {
      throw new IllegalArgumentException("gzip level must be 1 to 12, not " + level);
    }
  }

  public Gzip() {
    this(DEFAULT_LEVEL);
  }

  @Override
  public CompressionType type() {
    return CompressionType.GZIP;
  }

  @Override
  public Compression forMetadata() {
    return this;
  }
}
