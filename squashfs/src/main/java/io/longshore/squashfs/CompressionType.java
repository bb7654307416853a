package io.longshore.squashfs;

import java.util.Arrays;
import java.util.Optional;

/** The compressors that Longshore supports, of those that a superblock can name. */
public enum CompressionType {
  /** zlib streams (RFC 1950), called gzip by the format. */
  GZIP(1),
  /** Zstandard frames (RFC 8878). */
  ZSTD(6);

  private final int code;

  CompressionType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The name of the compressor in the format: {@code gzip} or {@code zstd}. */
  public String formatName() {
    return nameOfCode(code);
  }

  public static Optional<CompressionType> ofFormatName(String name) {
    return Arrays.stream(values()).filter(type -> type.formatName().equals(name)).findFirst();
  }

  BlockDecompressor newDecompressor() throws CompressorUnavailableException {
    return switch (this) {
      case GZIP -> new ZlibBlockDecompressor();
      case ZSTD -> ZstdBlockDecompressor.create();
    };
  }

  static Optional<CompressionType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** The name of a compressor id, for error messages. Knows unsupported compressors too. */
  static String nameOfCode(int code) {
    return switch (code) {
      case 1 -> "gzip";
      case 2 -> "lzma";
      case 3 -> "lzo";
      case 4 -> "xz";
      case 5 -> "lz4";
      case 6 -> "zstd";
      default -> "unknown compressor " + code;
    };
  }
}
