package io.longshore.oci.tree;

import java.util.Arrays;

/**
 * A map from 64-bit hashes to the highest layer index put for them, with open addressing and linear
 * probing.
 */
public final class UppermostLayers {
  private static final int NONE = -1;

  private final long secret;
  private long[] hashes = new long[64];
  private int[] layers = emptied(new int[64]);
  private int size;
  private long probes;

  /**
   * @param secret a number unknown to the makers of images: they can choose names with any hash,
   *     but cannot make different hashes collide in a slot
   */
  public UppermostLayers(long secret) {
    this.secret = secret;
  }

  private static int[] emptied(int[] layers) {
    Arrays.fill(layers, NONE);
    return layers;
  }

  public void put(long hash, int layer) {
    int slot = slotOf(hash);
    if (layers[slot] != NONE) {
      layers[slot] = Math.max(layers[slot], layer);
      return;
    }
    hashes[slot] = hash;
    layers[slot] = layer;
    size++;
    if (size > layers.length / 4 * 3) {
      grow();
    }
  }

  /** The highest layer put for {@code hash}; -1 if there is none. */
  public int get(long hash) {
    return layers[slotOf(hash)];
  }

  private int slotOf(long hash) {
    int mask = layers.length - 1;
    int slot = mixed(hash ^ secret) & mask;
    probes++;
    while (layers[slot] != NONE && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
      probes++;
    }
    return slot;
  }

  /** The finalizer of MurmurHash3: every bit of the argument influences every bit of the result. */
  private static int mixed(long hash) {
    long bits = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (bits ^ (bits >>> 33));
  }

  /** The number of slots looked at so far. */
  public long probes() {
    return probes;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldLayers = layers;
    hashes = new long[oldHashes.length * 2];
    layers = emptied(new int[oldLayers.length * 2]);
    for (int i = 0; i < oldLayers.length; i++) {
      if (oldLayers[i] != NONE) {
        int slot = slotOf(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        layers[slot] = oldLayers[i];
      }
    }
  }
}
