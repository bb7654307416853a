package io.longshore.cli.doctor;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;

/**
 * The result of a check for one thing.
 *
 * @param text the finding, without a final full stop and never with a secret
 * @param nextStep the command that repairs the fault; empty if all is well
 */
public record Diagnosis(Level level, String text, String nextStep) {
  /** How serious the finding is. */
  public enum Level {
    OK("ok"),
    /** A feature will not work that not everybody needs. */
    WARNING("warning"),
    /** Longshore cannot do its work. */
    PROBLEM("problem");

    private final String label;

    Level(String label) {
      this.label = label;
    }

    /** The word in the table and in {@code --json} output. */
    public String label() {
      return label;
    }
  }

  public Diagnosis {
    if (text.isEmpty() || (level == Level.OK) != nextStep.isEmpty()) {
      throw new IllegalArgumentException("a problem has a next step, and nothing else");
    }
  }

  static Diagnosis ok(String text) {
    return new Diagnosis(Level.OK, text, "");
  }

  static Diagnosis warning(String text, @CompileTimeConstant String nextStep) {
    return warning(text, NextStep.of(nextStep));
  }

  static Diagnosis warning(String text, NextStep next) {
    return new Diagnosis(Level.WARNING, text, next.text());
  }

  static Diagnosis problem(String text, @CompileTimeConstant String nextStep) {
    return problem(text, NextStep.of(nextStep));
  }

  static Diagnosis problem(String text, NextStep next) {
    return new Diagnosis(Level.PROBLEM, text, next.text());
  }

  static Diagnosis problem(FailureException failure) {
    return problem(failure.subject() + " " + failure.problem(), failure.next());
  }
}
