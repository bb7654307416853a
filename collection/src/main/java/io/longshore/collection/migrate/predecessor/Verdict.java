package io.longshore.collection.migrate.predecessor;

import io.longshore.ground.FailureException;
import io.longshore.image.compare.ImageComparison;

/** What became of comparing an image with its predecessor. */
public sealed interface Verdict {
  record Compared(ImageComparison comparison) implements Verdict {}

  /**
   * @param reason with what to type to compare them after all
   */
  record NotCompared(FailureException reason) implements Verdict {}
}
