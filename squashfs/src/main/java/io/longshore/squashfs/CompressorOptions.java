package io.longshore.squashfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The optional block behind the superblock that records how the image was compressed. No reader
 * needs it.
 */
final class CompressorOptions {
  private static final int GZIP_LEVEL_WHEN_ABSENT = 9;
  private static final short GZIP_WINDOW_LOG = 15;
  private static final int ZSTD_LEVEL_WHEN_ABSENT = 15;

  private CompressorOptions() {}

  /**
   * Encodes the options as a metadata block: a u16 header, which must say "not compressed"; for
   * gzip u32 level, u16 window log, u16 strategies; for zstd u32 level. The result is empty if an
   * absent block means the same. The format has gzip levels up to 9, so libdeflate's levels above 9
   * are recorded as 9.
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
