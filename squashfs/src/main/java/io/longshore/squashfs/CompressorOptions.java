package io.longshore.squashfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The block that may follow the superblock and tells how the image was compressed. Readers need it
 * for nothing.
 */
final class CompressorOptions {
  private static final int GZIP_LEVEL_WHEN_ABSENT = 9;
  private static final short GZIP_WINDOW_LOG = 15;
  private static final int ZSTD_LEVEL_WHEN_ABSENT = 15;

  private CompressorOptions() {}

  /**
   * As a metadata block: a u16 header that says "not compressed", as it must here, and for gzip u32
   * level, u16 window log, u16 strategies, for zstd u32 level. Empty where absence means the same.
   * The format knows gzip levels up to 9, so libdeflate's levels above are recorded as 9.
   */
  static byte[] encode(Compression compression) {
    return switch (compression) {
      case Compression.Gzip(int level) when level >= GZIP_LEVEL_WHEN_ABSENT -> new byte[0];
      case Compression.Gzip(int level) ->
          block(8).putInt(level).putShort(GZIP_WINDOW_LOG).putShort((short) 0).array();
      case Compression.Zstd(int level) when level == ZSTD_LEVEL_WHEN_ABSENT -> new byte[0];
      case Compression.Zstd(int level) -> block(4).putInt(level).array();
    };
  }

  private static ByteBuffer block(int length) {
    return ByteBuffer.allocate(2 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) (length | MetadataWriter.UNCOMPRESSED));
  }
}
