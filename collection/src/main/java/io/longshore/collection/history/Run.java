package io.longshore.collection.history;

import java.time.Instant;
import java.util.List;

/**
 * One run that changed something.
 *
 * @param steps in the order in which they were made; at least one
 */
public record Run(RunId id, List<HistoryStep> steps) {
  public Run {
    steps = List.copyOf(steps);
  }

  /** When its first image was done. */
  public Instant at() {
    return steps.getFirst().at();
  }
}
