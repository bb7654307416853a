package io.longshore.collection.verify.report;

import io.longshore.ground.NextStep;

/**
 * Something that is not as a migration leaves it.
 *
 * @param subject the file, registration or repository concerned, as the user knows it
 * @param problem one sentence without a final full stop
 * @param next the command to type or action to take
 */
public record Finding(String subject, String problem, NextStep next) {
  public Finding {
    if (subject.isEmpty() || problem.isEmpty()) {
      throw new IllegalArgumentException("a finding says what is wrong and what to do about it");
    }
  }

  /** As {@link #next}, in words. */
  public String nextStep() {
    return next.text();
  }
}
