package io.longshore.squashfs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Numbers SHA-256 digests in the order in which they are first seen. A digest takes about 60 bytes;
 * a {@link java.util.HashMap} takes twice as many.
 */
final class DigestTable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WORDS = Sha256.LENGTH / Long.BYTES;

  private static final long SECRET = new SecureRandom().nextLong();

  /** Returned for a digest that was not in the table. */
  static final int ABSENT = -1;

  private long[] words;

  /**
   * A hash table with open addressing and linear probing. A bucket holds the number of a digest
   * plus 1, or 0.
   */
  private int[] buckets;

  private int size;

  DigestTable() {
    clear();
  }

  /** Forgets all digests and gives back the memory. */
  void clear() {
    words = new long[16 * WORDS];
    buckets = new int[32];
    size = 0;
  }

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
    int bucket = mixed(word(digest, 0)) & (buckets.length - 1);
    while (buckets[bucket] != 0 && !holds(buckets[bucket] - 1, digest)) {
      bucket = (bucket + 1) & (buckets.length - 1);
    }
    return bucket;
  }

  // An attacker can choose the first bits of a SHA-256 by trying many inputs. Mixing in a secret
  // with the finalizer of MurmurHash3 prevents this.
  private static int mixed(long word) {
    long bits = (word ^ SECRET) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (bits ^ (bits >>> 33));
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
      int bucket = mixed(words[number * WORDS]) & (larger.length - 1);
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
