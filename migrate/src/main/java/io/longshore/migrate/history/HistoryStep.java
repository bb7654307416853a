package io.longshore.migrate.history;

import io.longshore.migrate.plan.ImageNames;
import java.time.Instant;

/** What a run did to one image. */
public sealed interface HistoryStep permits Publication, Reversal {
  RunId run();

  ImageNames image();

  /** When its last commit was made. */
  Instant at();
}
