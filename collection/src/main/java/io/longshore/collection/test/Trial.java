package io.longshore.collection.test;

import java.util.List;
import java.util.Optional;

/**
 * What came of starting an image.
 *
 * @param arguments it was given, in the last attempt
 * @param problem why that is a failure; empty if it is none
 * @param output the end of what it printed
 */
public record Trial(
    List<String> arguments, int exitCode, Optional<String> problem, String output, double seconds) {
  public Trial {
    arguments = List.copyOf(arguments);
  }

  public boolean passed() {
    return problem.isEmpty();
  }
}
