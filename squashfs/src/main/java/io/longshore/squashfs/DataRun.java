package io.longshore.squashfs;

import java.util.Arrays;

/**
 * The full blocks of a file, side by side in the image. A run grows while blocks are written. Files
 * with equal blocks end up with the same position and the same array of sizes.
 */
final class DataRun {
  /** Set in a block's size if the block is stored uncompressed. */
  static final int UNCOMPRESSED = 1 << 24;

  /**
   * An odd number with its bits spread evenly: multiplying by it mixes a long and is reversible.
   */
  private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

  private int[] sizes;
  private int count;

  /** Starts above 0; from 0, holes of all lengths would have the same fingerprint. */
  private long fingerprint = ODD;

  private int sparseBlocks;
  private long start;

  DataRun(int blocks) {
    sizes = new int[Math.min(blocks, 64)];
  }

  /**
   * @param checksum as in {@link CompressedBlock}; for a block of zeros any fixed number
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

  /**
   * A hash of the stored bytes. Runs of different bytes nearly always have different fingerprints,
   * unless somebody constructs a collision.
   */
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

  /** The position of the first block. */
  long start() {
    return start;
  }

  int count() {
    return count;
  }

  int sparseBlocks() {
    return sparseBlocks;
  }

  /**
   * The stored size of block {@code index}, with {@link #UNCOMPRESSED} set if it is stored
   * uncompressed; 0 for a block of zeros.
   */
  int size(int index) {
    return sizes[index];
  }
}
