package io.longshore.collection.publish;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.oci.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts which layers the staged images need, so that no needed layer is dropped. */
final class LayerUse {
  private final Map<Descriptor, Integer> users = new HashMap<>();

  synchronized void begin(List<Descriptor> layers) {
    layers.forEach(layer -> users.merge(layer, 1, Integer::sum));
  }

  synchronized void end(List<Descriptor> layers) {
    layers.forEach(layer -> users.computeIfPresent(layer, (_, n) -> n == 1 ? null : n - 1));
  }

  /**
   * Drops the layers of {@code layers} that no staged image uses. An image that begins to use a
   * layer meanwhile waits for this.
   */
  synchronized void drop(List<Descriptor> layers, AnnexRepository annex) throws IOException {
    List<AnnexKey> keys = new ArrayList<>();
    for (Descriptor layer : layers) {
      if (!users.containsKey(layer)) {
        keys.add(AnnexKey.ofBlob(layer.digest(), layer.size()));
      }
    }
    annex.dropContent(keys);
  }
}
