package io.longshore.squashfs;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;
import java.util.OptionalInt;

final class ZstdBlockDecompressor implements BlockDecompressor {
  private final ZstdNativeDecompressor zstd;

  ZstdBlockDecompressor() throws CompressorUnavailableException {
    try {
      zstd = new ZstdNativeDecompressor();
    } catch (IllegalStateException | LinkageError e) {
      throw new CompressorUnavailableException("zstd", e);
    }
  }

  @Override
  public OptionalInt decompress(byte[] compressed, byte[] plain) {
    try {
      return OptionalInt.of(
          zstd.decompress(compressed, 0, compressed.length, plain, 0, plain.length));
    } catch (MalformedInputException | IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }
}
