package io.longshore.ground;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.io.IOException;
import java.util.Objects;

/**
 * A failure a user can act on: what it concerns, what happened, why, and what to type next.
 *
 * <p>No text may hold credentials or signed URLs, since the texts reach logs and commits. The texts
 * often quote strangers, so characters that a terminal would obey are escaped.
 */
public final class FailureException extends IOException {
  private final FailureKind kind;
  private final String subject;
  private final String problem;
  private final NextStep next;

  /**
   * @param subject the file or image concerned, as the user knows it
   * @param problem one sentence without a final full stop
   * @param nextStep the next command to type or action to take; never empty
   */
  public FailureException(
      FailureKind kind, String subject, String problem, @CompileTimeConstant String nextStep) {
    this(kind, subject, problem, NextStep.of(nextStep), null);
  }

  public FailureException(
      FailureKind kind,
      String subject,
      String problem,
      @CompileTimeConstant String nextStep,
      Throwable cause) {
    this(kind, subject, problem, NextStep.of(nextStep), cause);
  }

  public FailureException(FailureKind kind, String subject, String problem, NextStep next) {
    this(kind, subject, problem, next, null);
  }

  public FailureException(
      FailureKind kind, String subject, String problem, NextStep next, Throwable cause) {
    super(Printable.lines(subject + ": " + problem + " (" + kind.code() + ")"), cause);
    this.kind = Objects.requireNonNull(kind);
    this.subject = Printable.lines(subject);
    this.problem = Printable.lines(problem);
    this.next = Objects.requireNonNull(next);
  }

  public FailureKind kind() {
    return kind;
  }

  public String subject() {
    return subject;
  }

  public String problem() {
    return problem;
  }

  public NextStep next() {
    return next;
  }

  /** The text of {@link #next}. */
  public String nextStep() {
    return next.text();
  }
}
