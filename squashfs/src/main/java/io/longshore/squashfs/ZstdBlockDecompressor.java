package io.longshore.squashfs;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.OptionalInt;

final class ZstdBlockDecompressor implements BlockDecompressor {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Holds memory outside the heap. */
  private final ZstdDecompressCtx zstd;

  private ZstdBlockDecompressor(ZstdDecompressCtx zstd) {
    this.zstd = zstd;
    CLEANER.register(this, zstd::close);
  }

  static ZstdBlockDecompressor create() throws CompressorUnavailableException {
    try {
      return new ZstdBlockDecompressor(new ZstdDecompressCtx());
    } catch (LinkageError e) {
      throw new CompressorUnavailableException("zstd", e);
    }
  }

  @Override
  public OptionalInt decompress(byte[] compressed, byte[] plain) {
    try {
      return OptionalInt.of(
          zstd.decompressByteArray(plain, 0, plain.length, compressed, 0, compressed.length));
    } catch (ZstdException e) {
      return OptionalInt.empty();
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
