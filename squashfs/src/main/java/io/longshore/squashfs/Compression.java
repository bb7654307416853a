package io.longshore.squashfs;

/**
 * How the blocks of an image are compressed; together with its level it decides the bytes.
 *
 * <p>As text {@code gzip} or {@code zstd}, and after a colon the level where it is not the
 * compressor's usual one.
 */
public sealed interface Compression permits Gzip, Zstd {
  CompressionType type();

  int level();

  /** For inodes, directories and tables. Their blocks are few and small: 8 KiB. */
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

  /** What {@link #parse} reads, level included: {@code gzip:6}. */
  default String toText() {
    return type().formatName() + ":" + level();
  }
}
