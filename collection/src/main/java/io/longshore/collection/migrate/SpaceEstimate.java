package io.longshore.collection.migrate;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.stage.SpaceNeed;
import io.longshore.oci.Descriptor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The disk space that a migration will take, as far as registries tell.
 *
 * @param layers the different layers of each image that was looked up
 * @param here layers that this clone has already
 * @param unknown number of images that could not be looked up
 * @param layerBytes total size of the layers to be fetched, each layer counted once
 * @param sifBytes estimated total size of the SIFs, which is the size of their layers
 * @param needs the space needed on each file system; if layers are dropped after each build, the
 *     needs of the largest image alone
 */
public record SpaceEstimate(
    SequencedMap<ImageNames, List<Descriptor>> layers,
    Set<Descriptor> here,
    int unknown,
    long layerBytes,
    long sifBytes,
    List<SpaceNeed> needs) {
  public SpaceEstimate {
    layers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(layers));
    here = Collections.unmodifiableSet(here);
    needs = List.copyOf(needs);
  }

  /** How many images were looked up. */
  public int images() {
    return layers.size();
  }
}
