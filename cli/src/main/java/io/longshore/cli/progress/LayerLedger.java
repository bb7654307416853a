package io.longshore.cli.progress;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers that images need, each counted once, however many images share it. What is here never
 * becomes less and is never more than what is needed. Guarded by the board.
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

  /** From now on an image needs these layers, of which each is there once. */
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

  /** Whether an image's layers are known, or were. */
  boolean knew(String image) {
    return known.contains(image);
  }

  /** Of how many images the layers are known, or were. */
  int images() {
    return known.size();
  }

  /** Bytes of the layers of images that no work has begun for. */
  long unbegun(Set<String> begun) {
    return needs.keySet().stream()
        .filter(image -> !begun.contains(image))
        .mapToLong(this::needed)
        .sum();
  }

  /**
   * Bytes of a layer have come. Those of a download that began anew come twice, and count as often
   * as the layer has bytes.
   */
  void advance(Digest layer, long bytes) {
    Entry entry = entries.get(layer);
    if (entry != null) {
      raise(entry, Math.min(entry.size, entry.here + bytes));
    }
  }

  /** A layer is here, whoever brought it and whenever. */
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
   * An image needs no more layers. Of one that is not here, and that no other image needs, only
   * what has come counts.
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

  /** Bytes of all layers that are needed, or were. */
  long needed() {
    return needed;
  }

  /** Bytes of them that are here. */
  long here() {
    return here;
  }

  private long needed(String image) {
    return layers(image).stream().mapToLong(Descriptor::size).sum();
  }

  /** Bytes of an image's layers that are here, for whichever image they came. */
  long here(String image) {
    return layers(image).stream().mapToLong(layer -> entries.get(layer.digest()).here).sum();
  }

  private List<Descriptor> layers(String image) {
    return needs.getOrDefault(image, List.of());
  }
}
