package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.time.Duration;
import java.util.Optional;

/** An attempt failed. This exception alone knows whether another attempt could succeed. */
final class AttemptFailedException extends Exception {
  private final FailureException failure;
  private final boolean retryable;
  private final Optional<Duration> retryAfter;

  private AttemptFailedException(
      FailureException failure, boolean retryable, Optional<Duration> retryAfter) {
    super(failure);
    this.failure = failure;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  static AttemptFailedException forGood(FailureException failure) {
    return new AttemptFailedException(failure, false, Optional.empty());
  }

  static AttemptFailedException forNow(FailureException failure, Optional<Duration> retryAfter) {
    return new AttemptFailedException(failure, true, retryAfter);
  }

  /** The same failure, marked as useless to try again. */
  AttemptFailedException once() {
    return new AttemptFailedException(failure, false, retryAfter);
  }

  /** Whether the request got an answer. If not, there was no connection or it broke. */
  boolean answered() {
    return failure.getCause() == null;
  }

  boolean isRateLimit() {
    return failure.kind() == FailureKind.RATE_LIMIT;
  }

  FailureException failure() {
    return failure;
  }

  boolean retryable() {
    return retryable;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
