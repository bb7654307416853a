package io.longshore.collection.migrate;

import io.longshore.collection.stage.SpaceNeed;
import java.util.List;

/**
 * What a migration will take, as far as registries tell.
 *
 * @param images looked up
 * @param unknown images that could not be looked up
 * @param layerBytes of their layers that are not here, each counted once
 * @param sifBytes of their SIFs, about: as much as their layers
 * @param needs on which file systems; with layers that are dropped after each build, those of the
 *     largest image alone
 */
public record SpaceEstimate(
    int images, int unknown, long layerBytes, long sifBytes, List<SpaceNeed> needs) {
  public SpaceEstimate {
    needs = List.copyOf(needs);
  }
}
