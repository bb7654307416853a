package io.longshore.collection.test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How images are started.
 *
 * @param attempts arguments of each attempt, in the order in which they are made until one passes
 * @param exitCodes those of an image that works
 * @param limit after which an attempt is ended
 */
public record TrialSettings(List<List<String>> attempts, Set<Integer> exitCodes, Duration limit) {
  public TrialSettings {
    attempts = List.copyOf(attempts);
    exitCodes = new TreeSet<>(exitCodes);
  }

  /** What nearly every program knows, one of the two. */
  public static TrialSettings usual() {
    return new TrialSettings(
        List.of(List.of("--version"), List.of("--help")), Set.of(0), Duration.ofMinutes(2));
  }

  public TrialSettings withLimit(Duration other) {
    return new TrialSettings(attempts, exitCodes, other);
  }

  public TrialSettings withArguments(List<String> arguments) {
    return new TrialSettings(List.of(arguments), exitCodes, limit);
  }

  public TrialSettings withExitCodes(Set<Integer> others) {
    return new TrialSettings(attempts, others, limit);
  }
}
