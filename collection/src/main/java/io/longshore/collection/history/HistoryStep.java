package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import java.time.Instant;

/** What a run did to one image. */
public sealed interface HistoryStep permits Publication, Reversal {
  RunId run();

  ImageNames image();

  /** When its last commit was made. */
  Instant at();
}
