package io.longshore.oci.registry;

import io.longshore.oci.registry.http.TransportException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats attempts that may succeed later. The pause doubles each time and is shortened at random
 * to between half of it and all of it; or it is the pause that the registry asked for.
 *
 * @param attempts number of all attempts, at least 1
 * @param firstPause pause before the second attempt
 * @param longestPause the pause at which doubling stops; a registry may ask for a longer one
 * @param patience the limit for the sum of all pauses and of the time waited for missing answers; a
 *     pause that would exceed it is not begun
 */
public record RetryPolicy(
    int attempts, Duration firstPause, Duration longestPause, Duration patience) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(2));

  /** A single attempt. */
  public static final RetryPolicy NONE =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("at least one attempt is needed, not " + attempts);
    }
  }

  @FunctionalInterface
  interface Attempt<T> {
    T run() throws AttemptFailedException, IOException;
  }

  <T> T run(Attempt<T> attempt) throws IOException {
    try {
      return attempt(attempt);
    } catch (AttemptFailedException e) {
      throw e.failure();
    }
  }

  /**
   * @throws AttemptFailedException the failure of the last attempt
   */
  <T> T attempt(Attempt<T> attempt) throws AttemptFailedException, IOException {
    Duration waited = Duration.ZERO;
    for (int number = 1; ; number++) {
      long begin = System.nanoTime();
      try {
        return attempt.run();
      } catch (AttemptFailedException e) {
        if (e.failure().getCause() instanceof TransportException.TimedOut) {
          waited = waited.plusNanos(System.nanoTime() - begin);
        }
        Duration pause = pause(number, e.retryAfter());
        if (!e.retryable() || number >= attempts || waited.plus(pause).compareTo(patience) > 0) {
          throw e;
        }
        sleep(pause);
        waited = waited.plus(pause);
      }
    }
  }

  /**
   * @param number number of the failed attempt, from 1
   * @param asked the pause that the registry asked for; never shortened, since the registry could
   *     count an early request against the user
   */
  Duration pause(int number, Optional<Duration> asked) {
    long doubled = firstPause.toNanos() << Math.min(number - 1, 20);
    long most = Math.min(doubled, longestPause.toNanos());
    long pause = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    return Duration.ofNanos(Math.max(pause, asked.map(Duration::toNanos).orElse(0L)));
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to try again");
    }
  }
}
