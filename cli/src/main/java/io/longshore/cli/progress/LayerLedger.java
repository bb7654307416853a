package io.longshore.cli.progress;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the layers that images need. A layer that several images share is counted once. The number
 * of bytes here never decreases and never exceeds the number needed. Guarded by the lock of the
 * board.
 */
final class LayerLedger {
  private final Map<Digest, Entry> entries = new HashMap<>();
  private final Map<String, List<Descriptor>> needs = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private long needed;
  private long here;

  private static final class Entry {
    private final long size;
    private final Set<String> images = new HashSet<>();
    private long here;
    private boolean needed;

    Entry(long size) {
      this.size = size;
    }
  }

  /**
   * Says that an image needs these layers.
   *
   * @param layers different layers
   */
  void need(String image, List<Descriptor> layers) {
    if (needs.putIfAbsent(image, layers) != null) {
      return;
    }
    known.add(image);
    for (Descriptor layer : layers) {
      Entry entry = entries.computeIfAbsent(layer.digest(), _ -> new Entry(layer.size()));
      entry.images.add(image);
      if (!entry.needed) {
        entry.needed = true;
        needed += entry.size - entry.here;
      }
    }
  }

  /** Whether the layers of an image are or were known. */
  boolean knew(String image) {
    return known.contains(image);
  }

  /** The number of images whose layers are or were known. */
  int images() {
    return known.size();
  }

  /** The size of the layers of images for which no work has begun, in bytes. */
  long unbegun(Set<String> begun) {
    return needs.keySet().stream()
        .filter(image -> !begun.contains(image))
        .mapToLong(this::needed)
        .sum();
  }

  /**
   * Says that bytes of a layer have arrived. The bytes of a restarted download arrive twice, but at
   * most the size of the layer is counted.
   */
  void advance(Digest layer, long bytes) {
    Entry entry = entries.get(layer);
    if (entry != null) {
      raise(entry, Math.min(entry.size, entry.here + bytes));
    }
  }

  /** Says that a layer is complete, no matter who fetched it. */
  void complete(Digest layer) {
    Entry entry = entries.get(layer);
    if (entry != null) {
      raise(entry, entry.size);
    }
  }

  private void raise(Entry entry, long now) {
    long more = now - entry.here;
    entry.here = now;
    here += more;
    if (!entry.needed) {
      needed += more;
    }
  }

  /**
   * Says that an image needs its layers no more. Of a layer that is incomplete and that no other
   * image needs, only the received bytes count from now on.
   */
  void release(String image) {
    List<Descriptor> layers = needs.remove(image);
    if (layers == null) {
      return;
    }
    for (Descriptor layer : layers) {
      Entry entry = entries.get(layer.digest());
      entry.images.remove(image);
      if (entry.images.isEmpty() && entry.here < entry.size) {
        entry.needed = false;
        needed -= entry.size - entry.here;
      }
    }
  }

  /** The size of all layers that are or were needed, in bytes. */
  long needed() {
    return needed;
  }

  /** The number of these bytes that are here. */
  long here() {
    return here;
  }

  private long needed(String image) {
    return layers(image).stream().mapToLong(Descriptor::size).sum();
  }

  /**
   * The number of bytes of an image's layers that are here, no matter for which image they were
   * fetched.
   */
  long here(String image) {
    return layers(image).stream().mapToLong(layer -> entries.get(layer.digest()).here).sum();
  }

  private List<Descriptor> layers(String image) {
    return needs.getOrDefault(image, List.of());
  }
}
