package io.longshore.collection.rules.file;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a source follows; its key in the file. */
enum SourceKind {
  REPOSITORY("repository"),
  REGISTRATION("registration"),
  NAMESPACE("namespace"),
  LIST("list"),
  NEURODESK("neurodesk");

  static final String ALL =
      Stream.of(values()).map(SourceKind::word).collect(Collectors.joining(", "));

  private final String word;

  SourceKind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
