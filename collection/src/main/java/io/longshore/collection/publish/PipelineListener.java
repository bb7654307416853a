package io.longshore.collection.publish;

import io.longshore.collection.session.Notices;
import io.longshore.collection.stage.WorkObserver;
import java.util.List;

/** Is told what happens to an image on its way into the collection. */
@FunctionalInterface
public interface PipelineListener extends Notices {
  /**
   * Metadata of old images were given to the image that takes their place.
   *
   * @param fields in the form FIELD=VALUE
   * @param restrictedLayers how many layers got the distribution restrictions among them
   */
  default void metadataPassed(
      String sif, List<String> oldImages, List<String> fields, int restrictedLayers) {}

  /** Who is told how far the work has got between two events. */
  default WorkObserver work() {
    return WorkObserver.NONE;
  }
}
