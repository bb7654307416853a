package io.longshore.squashfs;

/**
 * How the blocks of an image are compressed: the compressor and its level, which together decide
 * the bytes.
 *
 * <p>The text form is {@code gzip} or {@code zstd}, followed by a colon and the level if the level
 * is not the compressor's usual one.
 */
public sealed interface Compression permits Compression.Gzip, Compression.Zstd {
  CompressionType type();

  int level();

  /** The compression of inodes, directories and tables, whose blocks are few and small (8 KiB). */
  Compression forMetadata();

  /**
   * @throws IllegalArgumentException if the compressor has no such level
   */
  static Compression of(CompressionType type, int level) {
    return switch (type) {
      case GZIP -> new Gzip(level);
      case ZSTD -> new Zstd(level);
    };
  }

  /** At the compressor's usual level: gzip 6, zstd 3. */
  static Compression of(CompressionType type) {
    return switch (type) {
      case GZIP -> new Gzip();
      case ZSTD -> new Zstd();
    };
  }

  /**
   * Reads {@code gzip}, {@code gzip:LEVEL}, {@code zstd} or {@code zstd:LEVEL}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Compression parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    CompressionType type =
        CompressionType.ofFormatName(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the compressors are gzip and zstd, not '" + name + "'"));
    if (colon < 0) {
      return of(type);
    }
    String level = text.substring(colon + 1);
    try {
      return of(type, Integer.parseInt(level));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the level of " + name + " is a number, not '" + level + "'", e);
    }
  }

  /** A text for {@link #parse} that always has the level: {@code gzip:6}. */
  default String toText() {
    return type().formatName() + ":" + level();
  }

  /**
   * zlib streams made by libdeflate. Every kernel and every userspace reader can read them.
   *
   * @param level libdeflate level, 1 (fast) to 12 (small)
   */
  record Gzip(int level) implements Compression {
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

  /**
   * Zstandard frames. Linux reads them since 4.14; squashfuse reads them only if it is built with
   * libzstd.
   *
   * @param level 1 (fast) to 22 (small)
   */
  record Zstd(int level) implements Compression {
    public static final int DEFAULT_LEVEL = 3;

    private static final int LEAST_LEVEL_OF_METADATA = 6;

    /**
     * @throws IllegalArgumentException if {@code level} is not 1 to 22
     */
    public Zstd {
      if (level < 1 || level > 22) {
        throw new IllegalArgumentException("zstd level must be 1 to 22, not " + level);
      }
    }

    public Zstd() {
      this(DEFAULT_LEVEL);
    }

    @Override
    public CompressionType type() {
      return CompressionType.ZSTD;
    }

    /** Level 6 makes metadata 4 % smaller than level 3 and takes hardly longer. */
    @Override
    public Compression forMetadata() {
      return new Zstd(Math.max(level, LEAST_LEVEL_OF_METADATA));
    }
  }
}
