package io.longshore.collection.history;

/** The state of an image after the run that published it. */
public sealed interface Fate {
  /** No later run changed it. */
  record InPlace() implements Fate {}

  /** A later run rolled it back. */
  record RolledBack(RunId by) implements Fate {}

  /** A later run published the same image. */
  record Replaced(RunId by) implements Fate {}
}
