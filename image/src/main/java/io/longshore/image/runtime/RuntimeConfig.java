package io.longshore.image.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * Everything that decides how an image behaves when it runs.
 *
 * @param labels added to the labels of the image; they override labels of the same name
 */
public record RuntimeConfig(
    ImageConfiguration image, Definition definition, SequencedMap<String, String> labels) {
  public RuntimeConfig {
    Objects.requireNonNull(image);
    Objects.requireNonNull(definition);
    labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
  }
}
