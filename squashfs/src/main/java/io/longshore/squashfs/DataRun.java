package io.longshore.squashfs;

import java.util.Arrays;

/**
 * The full blocks of a file, lying side by side in the image. Grows while blocks are written; files
 * with equal blocks end up with the same place and the same array.
 */
final class DataRun {
  /** Set in a block's size if the block is stored uncompressed. */
  static final int UNCOMPRESSED = 1 << 24;

  /** Odd, with bits everywhere: multiplying by it mixes a long and loses nothing. */
  private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

  private int[] sizes;
  private int count;

  /** Not 0 at first, or holes of all lengths would have one fingerprint. */
  private long fingerprint = ODD;

  private int sparseBlocks;
  private long start;

  DataRun(int blocks) {
    sizes = new int[Math.min(blocks, 64)];
  }

  /**
   * @param checksum as in {@link CompressedBlock}; anything, always the same, for zeros
   */
  void add(int storedSize, int checksum) {
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, count + count / 2 + 1);
    }
    sizes[count++] = storedSize;
    fingerprint = (fingerprint ^ ((long) storedSize << 32) ^ (checksum & 0xffff_ffffL)) * ODD;
    if (storedSize == 0) {
      sparseBlocks++;
    }
  }

  void endAt(long position) {
    sizes = Arrays.copyOf(sizes, count);
    start = position - storedLength();
  }

  /** Likely to differ from that of a run of other stored bytes, unless someone means it not to. */
  long fingerprint() {
    return fingerprint;
  }

  boolean hasSizesOf(DataRun other) {
    return Arrays.equals(sizes, 0, count, other.sizes, 0, other.count);
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
