package io.longshore.collection.status;

import io.longshore.dataset.annex.ContentPlaces;
import java.util.List;

/**
 * What is to be told of a collection but for what changes without a commit: which content is here,
 * and what failed when it was last tried.
 *
 * @param imagesOciGitFolder where its annex is; empty if there is no images-oci
 * @param sifs of the migrated images, sorted by path
 * @param layers each different one once
 * @param others with no failures
 */
record StatusSurvey(
    String imagesOciGitFolder, List<Sif> sifs, List<Layer> layers, List<ImageStatus> others) {
  /**
   * A migrated image.
   *
   * @param image as if its SIF were not here
   * @param key of the SIF; empty if it is not annexed
   */
  record Sif(ImageStatus.Migrated image, String key, ContentPlaces places) {}

  record Layer(long bytes, ContentPlaces places) {}

  StatusSurvey {
    sifs = List.copyOf(sifs);
    layers = List.copyOf(layers);
    others = List.copyOf(others);
  }
}
