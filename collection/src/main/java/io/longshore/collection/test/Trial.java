package io.longshore.collection.test;

import java.util.List;
import java.util.Optional;

/**
 * The result of starting an image.
 *
 * @param arguments the words that the image was started with, in the last attempt
 * @param problem why the trial failed; empty if it passed
 * @param output the end of what the image printed
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
