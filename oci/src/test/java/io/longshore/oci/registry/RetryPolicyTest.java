package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.registry.http.RetryAfter;
import io.longshore.oci.registry.http.TransportException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(500));

  private static AttemptFailedException transientFailure(Optional<Duration> retryAfter) {
    return AttemptFailedException.forNow(
        new FailureException(FailureKind.NETWORK, "a", "broke", "again"), retryAfter);
  }

  @Test
  void whatMaySucceedLaterIsTriedAgain() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    String result =
        QUICK.run(
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw transientFailure(Optional.empty());
              }
              return "done";
            });
    assertEquals("done", result);
    assertEquals(3, attempts.get());
  }

  @Test
  void thereIsALastAttempt() {
    AtomicInteger attempts = new AtomicInteger();
    assertThrows(
        FailureException.class,
        () ->
            QUICK.run(
                () -> {
                  attempts.incrementAndGet();
                  throw transientFailure(Optional.empty());
                }));
    assertEquals(3, attempts.get());
  }

  @Test
  void aWaitLongerThanOurPatienceIsNotBegun() {
    AtomicInteger attempts = new AtomicInteger();
    assertThrows(
        FailureException.class,
        () ->
            QUICK.run(
                () -> {
                  attempts.incrementAndGet();
                  throw transientFailure(Optional.of(Duration.ofHours(6)));
                }));
    assertEquals(1, attempts.get());
  }

  @Test
  void whatWasWaitedForInVainUsesPatienceUp() {
    RetryPolicy policy = new RetryPolicy(9, Duration.ZERO, Duration.ZERO, Duration.ofNanos(1));
    AtomicInteger attempts = new AtomicInteger();
    assertThrows(
        FailureException.class,
        () ->
            policy.run(
                () -> {
                  attempts.incrementAndGet();
                  long begin = System.nanoTime();
                  while (System.nanoTime() - begin < 2) {
                    Thread.onSpinWait();
                  }
                  throw AttemptFailedException.forNow(
                      new FailureException(
                          FailureKind.NETWORK,
                          "a",
                          "silent",
                          "again",
                          new TransportException.TimedOut("silent")),
                      Optional.empty());
                }));
    assertEquals(1, attempts.get());
  }

  @Test
  void anInterruptEndsTheWait() {
    RetryPolicy slow =
        new RetryPolicy(2, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(2));
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedIOException.class,
        () ->
            slow.run(
                () -> {
                  throw transientFailure(Optional.empty());
                }));
    assertTrue(Thread.interrupted());
  }

  @Property
  void pausesDoubleUpToTheLongestAndNeverCutShortWhatIsAsked(
      @ForAll @IntRange(min = 1, max = 200) int number,
      @ForAll @IntRange(max = 100) int askedSeconds) {
    RetryPolicy policy = RetryPolicy.DEFAULT;
    long most = Math.min(500L << Math.min(number - 1, 20), 30_000);
    long unasked = policy.pause(number, Optional.empty()).toMillis();
    assertTrue(unasked >= most / 2 && unasked <= most, () -> number + ": " + unasked);
    Duration asked = Duration.ofSeconds(askedSeconds);
    assertTrue(policy.pause(number, Optional.of(asked)).compareTo(asked) >= 0);
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Instant now = Instant.parse("2015-10-21T07:27:00Z");
    assertEquals(Optional.of(Duration.ofSeconds(90)), RetryAfter.parse(" 90 ", now));
    assertEquals(
        Optional.of(Duration.ofMinutes(1)), RetryAfter.parse("Wed, 21 Oct 2015 07:28:00 GMT", now));
    assertEquals(
        Optional.of(Duration.ZERO), RetryAfter.parse("Wed, 21 Oct 2015 07:26:00 GMT", now));
    assertEquals(Optional.empty(), RetryAfter.parse("soon", now));
    assertEquals(Optional.empty(), RetryAfter.parse("-5", now));
    for (String absurd :
        List.of("999999999", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT")) {
      assertEquals(Optional.of(Duration.ofDays(1)), RetryAfter.parse(absurd, now), absurd);
    }
  }

  @Test
  void aDateIsReadByTheClockOfTheServer() {
    Headers headers =
        Headers.of(
            "Date", "Wed, 21 Oct 2015 07:27:00 GMT",
            "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT");
    assertEquals(Optional.of(Duration.ofMinutes(1)), RetryAfter.in(headers, Instant.now()));
  }
}
