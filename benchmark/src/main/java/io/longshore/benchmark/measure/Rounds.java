package io.longshore.benchmark.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Runs all builders several times, in a rotating order, so that no builder is always first or last.
 */
public final class Rounds {
  private final List<Builder> builders;
  private final int rounds;

  /** Receives the result of each run. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param round from 1
     */
    void measured(int round, Builder builder, Measurement measurement) throws IOException;
  }

  public Rounds(List<Builder> builders, int rounds) {
    this.builders = List.copyOf(builders);
    this.rounds = rounds;
  }

  /** The measurements of each builder, in the order of the builders and of the rounds. */
  public SequencedMap<Builder, List<Measurement>> run(Workspace workspace, Listener listener)
      throws IOException {
    SequencedMap<Builder, List<Measurement>> results = new LinkedHashMap<>();
    builders.forEach(builder -> results.put(builder, new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (Builder builder : order(round)) {
        Measurement measurement = Stopwatch.measure(builder, workspace);
        results.get(builder).add(measurement);
        listener.measured(round + 1, builder, measurement);
      }
    }
    return results;
  }

  /** Each round begins with the builder that was second in the round before. */
  List<Builder> order(int round) {
    List<Builder> order = new ArrayList<>(builders);
    Collections.rotate(order, -round);
    return order;
  }
}
