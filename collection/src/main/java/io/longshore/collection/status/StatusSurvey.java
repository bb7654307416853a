package io.longshore.collection.status;

import io.longshore.dataset.annex.ContentPlaces;
import java.util.List;

/**
 * The part of a collection's status that changes only with commits. It lacks which content this
 * clone has, and the last failures.
 *
 * @param imagesOciGitFolder the git folder of images-oci, which has its annex; empty if there is no
 *     images-oci
 * @param sifs the migrated images, sorted by path
 * @param layers the different layers
 * @param others the other images, without their last failures
 */
record StatusSurvey(
    String imagesOciGitFolder, List<Sif> sifs, List<Layer> layers, List<ImageStatus> others) {
  /**
   * A migrated image.
   *
   * @param image its status, always without the SIF's content
   * @param key the key of the SIF; empty if the SIF is not annexed
   */
  record Sif(ImageStatus.Migrated image, String key, ContentPlaces places) {}

  record Layer(long bytes, ContentPlaces places) {}

  StatusSurvey {
    sifs = List.copyOf(sifs);
    layers = List.copyOf(layers);
    others = List.copyOf(others);
  }
}
