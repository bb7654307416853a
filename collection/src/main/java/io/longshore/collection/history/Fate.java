package io.longshore.collection.history;

/** What became of an image that a run published. */
public sealed interface Fate {
  /** No later run changed it. */
  record InPlace() implements Fate {}

  /** A later run took it back. */
  record RolledBack(RunId by) implements Fate {}

  /** A later run published the same image. */
  record Replaced(RunId by) implements Fate {}
}
