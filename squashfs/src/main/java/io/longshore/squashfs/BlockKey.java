package io.longshore.squashfs;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * The key of a compressed block: a SHA-256 over the plain block and everything else that decides
 * its compressed bytes, as four big-endian words. Keys are ordered by their bytes, taken as
 * unsigned.
 */
public record BlockKey(long first, long second, long third, long fourth)
    implements Comparable<BlockKey> {
  /** The length of a key, in bytes. */
  public static final int LENGTH = 32;

  private static final Comparator<BlockKey> ORDER =
      Comparator.comparing(BlockKey::first, Long::compareUnsigned)
          .thenComparing(BlockKey::second, Long::compareUnsigned)
          .thenComparing(BlockKey::third, Long::compareUnsigned)
          .thenComparing(BlockKey::fourth, Long::compareUnsigned);

  /**
   * @throws IllegalArgumentException if {@code bytes} are not 32 bytes
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
