package io.longshore.squashfs;

import java.util.Arrays;

/**
 * The full blocks of a file, lying side by side in the image. Grows while blocks are written; files
 * with equal blocks end up with the same place and the same array.
 */
final class DataRun {
  /** Set in a block's size if the block is stored uncompressed. */
  static final int UNCOMPRESSED = 1 << 24;

  private int[] sizes;
  private int count;
  private int sparseBlocks;
  private long start;

  DataRun(int blocks) {
    sizes = new int[Math.min(blocks, 64)];
  }

  void add(int storedSize) {
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, count + count / 2 + 1);
    }
    sizes[count++] = storedSize;
    if (storedSize == 0) {
      sparseBlocks++;
    }
  }

  void endAt(long position) {
    sizes = Arrays.copyOf(sizes, count);
    start = position - storedLength();
  }

  void become(DataRun original) {
    sizes = original.sizes;
    start = original.start;
  }

  long storedLength() {
    long length = 0;
    for (int i = 0; i < count; i++) {
      length += sizes[i] & (UNCOMPRESSED - 1);
    }
    return length;
  }

  /** Position of the first block. */
  long start() {
    return start;
  }

  int count() {
    return count;
  }

  int sparseBlocks() {
    return sparseBlocks;
  }

  /** Stored size of block {@code index}, with {@link #UNCOMPRESSED} where it applies; 0: zeros. */
  int size(int index) {
    return sizes[index];
  }
}
