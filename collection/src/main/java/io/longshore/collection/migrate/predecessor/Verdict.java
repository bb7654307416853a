package io.longshore.collection.migrate.predecessor;

import io.longshore.ground.FailureException;
import io.longshore.image.compare.ImageComparison;

/** The result of comparing an image with its predecessor. */
public sealed interface Verdict {
  record Compared(ImageComparison comparison) implements Verdict {}

  /**
   * @param reason why the images were not compared; its next step compares them
   */
  record NotCompared(FailureException reason) implements Verdict {}
}
