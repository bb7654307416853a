package io.longshore.squashfs;

/**
 * How an image is written. {@code threads} and {@code cache} do not influence the bytes of the
 * image.
 *
 * @param blockSize bytes of file data compressed at a time, a power of two from 4096 to 1048576
 * @param threads compressor threads, at least 1
 * @param cache asked before a block of file data is compressed; the writer does not close it
 */
public record SquashfsOptions(
    Compression compression, int blockSize, int threads, CompressedBlockCache cache) {
  public static final int DEFAULT_BLOCK_SIZE = 131072;
  static final int SMALLEST_BLOCK_SIZE = 4096;
  static final int LARGEST_BLOCK_SIZE = 1048576;

  /**
   * @throws IllegalArgumentException if {@code blockSize} or {@code threads} is out of range
   */
  public SquashfsOptions {
    if (!isBlockSize(blockSize)) {
      throw new IllegalArgumentException(
          "block size must be a power of two from 4096 to 1048576, not " + blockSize);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  /** Options without a cache. */
  public SquashfsOptions(Compression compression, int blockSize, int threads) {
    this(compression, blockSize, threads, CompressedBlockCache.NONE);
  }

  public SquashfsOptions withCache(CompressedBlockCache other) {
    return new SquashfsOptions(compression, blockSize, threads, other);
  }

  /** gzip level 6, blocks of 128 KiB, one thread for each processor, no cache. */
  public static SquashfsOptions defaults() {
    return new SquashfsOptions(
        new Compression.Gzip(), DEFAULT_BLOCK_SIZE, Runtime.getRuntime().availableProcessors());
  }

  /** Whether {@code size} bytes is a power of two from 4096 to 1048576. */
  public static boolean isBlockSize(long size) {
    return size >= SMALLEST_BLOCK_SIZE && size <= LARGEST_BLOCK_SIZE && Long.bitCount(size) == 1;
  }
}
