package io.longshore.collection.migrate;

import io.longshore.collection.publish.PipelineListener;
import java.util.List;

/**
 * Receives the events of a migration. Called from several threads, but never from two at once for
 * the same image.
 */
@FunctionalInterface
public interface MigrationListener extends PipelineListener {
  void on(MigrationEvent event);

  @Override
  default void warn(String subject, String text) {
    on(new MigrationEvent.Warning(subject, text));
  }

  @Override
  default void metadataPassed(
      String sif, List<String> oldImages, List<String> fields, int restrictedLayers) {
    on(new MigrationEvent.MetadataPassed(sif, oldImages, fields, restrictedLayers));
  }
}
