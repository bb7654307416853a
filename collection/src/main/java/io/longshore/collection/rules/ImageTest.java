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
 * @param command the words that are run in it; what the image itself offers if empty
 * @param exitCodes of a good one; 0 if empty
 * @param limit how long it may take; what is usual if empty
 */
public record ImageTest(List<String> command, Set<Integer> exitCodes, Optional<Duration> limit) {
  public static final ImageTest USUAL = new ImageTest(List.of(), Set.of(), Optional.empty());

  public ImageTest {
    command = List.copyOf(command);
    exitCodes = Collections.unmodifiableSet(new TreeSet<>(exitCodes));
  }
}
