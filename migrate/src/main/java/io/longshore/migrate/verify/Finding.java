package io.longshore.migrate.verify;

/**
 * Something that is not as a migration leaves it.
 *
 * @param subject the file, registration or repository concerned, as the user knows it
 * @param problem one sentence without a final full stop
 * @param nextStep the command to type or action to take; never empty
 */
public record Finding(String subject, String problem, String nextStep) {
  public Finding {
    if (subject.isEmpty() || problem.isEmpty() || nextStep.isEmpty()) {
      throw new IllegalArgumentException("a finding says what is wrong and what to do about it");
    }
  }
}
