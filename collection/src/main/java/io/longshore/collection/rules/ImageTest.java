package io.longshore.collection.rules;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an image is tried.
 *
 * @param command the program that is started in the image, with its arguments; empty to start the
 *     image's own program
 * @param exitCodes the exit codes of an image that works; 0 if empty
 * @param limit the longest time for the program; the usual limit if empty
 */
public record ImageTest(List<String> command, Set<Integer> exitCodes, Optional<Duration> limit) {
  public static final ImageTest USUAL = new ImageTest(List.of(), Set.of(), Optional.empty());

  public ImageTest {
    command = List.copyOf(command);
    exitCodes = Collections.unmodifiableSet(new TreeSet<>(exitCodes));
  }
}
