package io.longshore.oci.registry;

import io.longshore.oci.registry.http.TransportException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries again what may succeed later: after a pause that doubles each time, at random between half
 * of it and all of it, or after the pause the registry asked for.
 *
 * @param attempts in all, at least 1
 * @param firstPause before the second attempt
 * @param longestPause where doubling stops; a registry may ask for more
 * @param patience pauses summed up, and the time that was waited for an answer in vain; a pause
 *     that would exceed it is not begun
 */
public record RetryPolicy(
    int attempts, Duration firstPause, Duration longestPause, Duration patience) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(2));

  /** One attempt and no more. */
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
   * @throws AttemptFailedException what the last attempt failed with
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
   * @param number of the attempt that failed, from 1
   * @param asked by the registry; never cut short, lest it count the next request against us
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
