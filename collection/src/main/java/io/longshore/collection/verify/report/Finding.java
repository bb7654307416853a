package io.longshore.collection.verify.report;

import io.longshore.ground.NextStep;

/**
 * A fault that a check found.
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

  /** The text of {@link #next}. */
  public String nextStep() {
    return next.text();
  }
}
