package io.longshore.collection.rules.file;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of sources, each with its key in the file. */
enum SourceKind {
  REPOSITORY("repository"),
  REGISTRATION("registration"),
  NAMESPACE("namespace"),
  LIST("list"),
  NEURODESK("neurodesk");

  static final List<String> WORDS = Stream.of(values()).map(SourceKind::word).toList();

  static final String ALL = String.join(", ", WORDS);

  private final String word;

  SourceKind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
