package io.longshore.image.runtime;

import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The labels that {@code apptainer inspect} shows, by name: the image's, the labels that Apptainer
 * adds (without the build date and the version of Apptainer, on which the bytes must not depend),
 * and the labels of the {@link RuntimeConfig}.
 */
final class Labels {
  private static final String SCHEMA = "org.label-schema.";

  private Labels() {}

  static SequencedMap<String, String> of(RuntimeConfig config) {
    TreeMap<String, String> labels = new TreeMap<>(config.image().labels());
    labels.put(SCHEMA + "schema-version", "1.0");
    labels.put(SCHEMA + "build-arch", config.image().architecture());
    labels.put(SCHEMA + "usage.singularity.deffile.bootstrap", config.definition().bootstrap());
    labels.put(SCHEMA + "usage.singularity.deffile.from", config.definition().from());
    labels.putAll(config.labels());
    return labels;
  }
}
