package io.longshore.squashfs;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * Stands for a plain block and for everything that decides what compressing it gives: a SHA-256, as
 * four big-endian words. Ordered as its bytes are, each taken as unsigned.
 */
public record BlockKey(long first, long second, long third, long fourth)
    implements Comparable<BlockKey> {
  /** In bytes. */
  public static final int LENGTH = 32;

  private static final Comparator<BlockKey> ORDER =
      Comparator.comparing(BlockKey::first, Long::compareUnsigned)
          .thenComparing(BlockKey::second, Long::compareUnsigned)
          .thenComparing(BlockKey::third, Long::compareUnsigned)
          .thenComparing(BlockKey::fourth, Long::compareUnsigned);

  /**
   * @throws IllegalArgumentException if there are not 32 bytes
   */
  public static BlockKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a block key has 32 bytes, not " + bytes.length);
    }
    ByteBuffer words = ByteBuffer.wrap(bytes);
    return new BlockKey(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  @Override
  public int compareTo(BlockKey other) {
    return ORDER.compare(this, other);
  }
}
