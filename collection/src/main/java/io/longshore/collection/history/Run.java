package io.longshore.collection.history;

import java.time.Instant;
import java.util.List;

/**
 * A run that changed the collection.
 *
 * @param steps in the order of their commits; at least one
 */
public record Run(RunId id, List<HistoryStep> steps) {
  public Run {
    steps = List.copyOf(steps);
  }

  /** The time of the first step. */
  public Instant at() {
    return steps.getFirst().at();
  }
}
