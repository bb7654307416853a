package io.longshore.fuzz;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.EnumSet;
import java.util.Set;

/** Checks failures that a target may throw. */
final class Expectation {
  private Expectation() {}

  static void holds(boolean condition, String broken) {
    if (!condition) {
      throw new AssertionError(broken);
    }
  }

  /** Checks that a failure has a next step and is printable. */
  static void isHelpful(FailureException refusal) {
    isHelpful(refusal, EnumSet.of(FailureKind.MALFORMED, FailureKind.UNSUPPORTED));
  }

  /**
   * As {@link #isHelpful(FailureException)}.
   *
   * @param kinds that the reader may refuse with
   */
  static void isHelpful(FailureException refusal, Set<FailureKind> kinds) {
    holds(kinds.contains(refusal.kind()), "a failure of kind " + refusal.kind());
    holds(!refusal.problem().isBlank() && !refusal.nextStep().isBlank(), "an empty message");
    isPrintable(refusal.getMessage());
    isPrintable(refusal.nextStep());
  }

  /** Checks that a message has no control characters, which a terminal would obey. */
  static void isPrintable(String message) {
    holds(
        message
            .replace("\n    ", "")
            .replace("\t", "")
            .codePoints()
            .noneMatch(Expectation::isObeyed),
        "a message with control characters: " + message);
  }

  private static boolean isObeyed(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT;
  }
}
