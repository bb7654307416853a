package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import java.time.Instant;

/** One change that a run made to an image. */
public sealed interface HistoryStep permits Publication, Reversal {
  RunId run();

  ImageNames image();

  /** The time of the last commit of the step. */
  Instant at();
}
