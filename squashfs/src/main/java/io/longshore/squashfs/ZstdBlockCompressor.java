package io.longshore.squashfs;

import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import java.util.Arrays;

final class ZstdBlockCompressor implements BlockCompressor {
  private final ZstdNativeCompressor zstd;
  private byte[] buffer = new byte[0];

  private ZstdBlockCompressor(ZstdNativeCompressor zstd) {
    this.zstd = zstd;
  }

  static ZstdBlockCompressor create(int level) throws CompressorUnavailableException {
    try {
      return new ZstdBlockCompressor(new ZstdNativeCompressor(level));
    } catch (IllegalStateException | LinkageError e) {
      throw new CompressorUnavailableException("zstd", e);
    }
  }

  @Override
  public byte[] compress(byte[] plain, int length) {
    int bound = zstd.maxCompressedLength(length);
    if (buffer.length < bound) {
      buffer = new byte[bound];
    }
    int compressed = zstd.compress(plain, 0, length, buffer, 0, buffer.length);
    return compressed >= length ? new byte[0] : Arrays.copyOf(buffer, compressed);
  }
}
