package io.longshore.squashfs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers SHA-256 digests in the order they are first seen. About 60 bytes each, where a {@link
 * java.util.HashMap} takes twice that.
 */
final class DigestTable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WORDS = Sha256.LENGTH / Long.BYTES;

  /** Returned for a digest that was not in the table. */
  static final int ABSENT = -1;

  private long[] words = new long[16 * WORDS];

  /** Open addressing with linear probing: number of a digest plus 1, or 0. */
  private int[] buckets = new int[32];

  private int size;

  /** The number of {@code digest}, or {@link #ABSENT} after giving it the number {@link #size}. */
  int putIfAbsent(byte[] digest) {
    int bucket = bucketOf(digest);
    if (buckets[bucket] != 0) {
      return buckets[bucket] - 1;
    }
    if (words.length == size * WORDS) {
      words = Arrays.copyOf(words, (size + size / 2) * WORDS);
    }
    for (int i = 0; i < WORDS; i++) {
      words[size * WORDS + i] = word(digest, i);
    }
    size++;
    buckets[bucket] = size;
    if (size > buckets.length / 4 * 3) {
      grow();
    }
    return ABSENT;
  }

  int size() {
    return size;
  }

  private int bucketOf(byte[] digest) {
    int bucket = (int) word(digest, 0) & (buckets.length - 1);
    while (buckets[bucket] != 0 && !holds(buckets[bucket] - 1, digest)) {
      bucket = (bucket + 1) & (buckets.length - 1);
    }
    return bucket;
  }

  private boolean holds(int number, byte[] digest) {
    for (int i = 0; i < WORDS; i++) {
      if (words[number * WORDS + i] != word(digest, i)) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    int[] larger = new int[buckets.length * 2];
    for (int number = 0; number < size; number++) {
      int bucket = (int) words[number * WORDS] & (larger.length - 1);
      while (larger[bucket] != 0) {
        bucket = (bucket + 1) & (larger.length - 1);
      }
      larger[bucket] = number + 1;
    }
    buckets = larger;
  }

  private static long word(byte[] digest, int index) {
    return (long) LONGS.get(digest, index * Long.BYTES);
  }
}
