package io.longshore.collection.publish;

import io.longshore.collection.session.Notices;
import io.longshore.collection.stage.WorkObserver;
import java.util.List;

/** Receives the events of images on their way into the collection. */
@FunctionalInterface
public interface PipelineListener extends Notices {
  /**
   * The metadata of old images were copied to the image that replaces them.
   *
   * @param fields in the form FIELD=VALUE
   * @param restrictedLayers how many layers got the distribution restrictions among them
   */
  default void metadataPassed(
      String sif, List<String> oldImages, List<String> fields, int restrictedLayers) {}

  /** Receives the progress of the work between two events. */
  default WorkObserver work() {
    return WorkObserver.NONE;
  }
}
