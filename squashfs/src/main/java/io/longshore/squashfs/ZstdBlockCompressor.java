package io.longshore.squashfs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;

final class ZstdBlockCompressor implements BlockCompressor {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Holds memory outside the heap. */
  private final ZstdCompressCtx zstd;

  private byte[] buffer = new byte[0];

  private ZstdBlockCompressor(ZstdCompressCtx zstd) {
    this.zstd = zstd;
    CLEANER.register(this, zstd::close);
  }

  static ZstdBlockCompressor create(int level) throws CompressorUnavailableException {
    try {
      return new ZstdBlockCompressor(new ZstdCompressCtx().setLevel(level));
    } catch (LinkageError e) {
      throw new CompressorUnavailableException("zstd", e);
    }
  }

  @Override
  public byte[] compress(byte[] plain, int length) {
    try {
      int bound = Math.toIntExact(Zstd.compressBound(length));
      if (buffer.length < bound) {
        buffer = new byte[bound];
      }
      int compressed = zstd.compressByteArray(buffer, 0, buffer.length, plain, 0, length);
      return compressed >= length ? new byte[0] : Arrays.copyOf(buffer, compressed);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
