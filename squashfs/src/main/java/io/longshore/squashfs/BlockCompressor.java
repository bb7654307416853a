package io.longshore.squashfs;

/** Compresses one block at a time. Not safe for use by several threads at once. */
interface BlockCompressor {

  /**
   * Compresses the first {@code length} bytes of {@code plain}.
   *
   * @return a new array shorter than {@code length}, or an empty array if the block does not shrink
   *     and has to be stored as it is
   */
  byte[] compress(byte[] plain, int length);

  /**
   * @throws CompressorUnavailableException if the native library cannot be loaded; there is no
   *     fallback, because another implementation would give other bytes
   */
  static BlockCompressor of(Compression compression) throws CompressorUnavailableException {
    return switch (compression) {
      case Compression.Gzip(int level) -> ZlibBlockCompressor.create(level);
      case Compression.Zstd(int level) -> ZstdBlockCompressor.create(level);
    };
  }
}
