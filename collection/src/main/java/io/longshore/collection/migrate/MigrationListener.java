package io.longshore.collection.migrate;

import io.longshore.collection.publish.PipelineListener;
import java.util.List;

/** Is told what happens. Called from several threads, never two at once for one image. */
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
