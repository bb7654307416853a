package io.longshore.image.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * All that decides how an image behaves when it runs.
 *
 * @param labels added to the image's own, which they override
 */
public record RuntimeConfig(
    ImageConfiguration image, Definition definition, SequencedMap<String, String> labels) {
  public RuntimeConfig {
    Objects.requireNonNull(image);
    Objects.requireNonNull(definition);
    labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
  }
}
