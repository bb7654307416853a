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
 * What a migration will take, as far as registries tell.
 *
 * @param layers of each image that was looked up, each layer once
 * @param here layers that need not be fetched
 * @param unknown images that could not be looked up
 * @param layerBytes of their layers that are not here, each counted once
 * @param sifBytes of their SIFs, about: as much as their layers
 * @param needs on which file systems; with layers that are dropped after each build, those of the
 *     largest image alone
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
