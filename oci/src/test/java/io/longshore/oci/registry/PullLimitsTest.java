package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import io.longshore.oci.registry.http.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class PullLimitsTest {
  private static final Endpoint HUB =
      new Endpoint(Security.TLS, Reference.parse("bids/app:1").repository(), false);
  private static final Endpoint OTHER =
      new Endpoint(Security.TLS, Reference.parse("ghcr.io/bids/app:1").repository(), false);

  private final AtomicLong now = new AtomicLong();
  private final List<String> told = new ArrayList<>();

  private PullLimits limits(LimitHandling handling) {
    RegistryListener listener =
        new RegistryListener() {
          @Override
          public void paused(String registry, Duration duration) {
            told.add(registry + " " + duration.toSeconds());
          }

          @Override
          public void resumed(String registry) {
            told.add(registry + " again");
          }
        };
    return new PullLimits(
        handling, listener, now::get, duration -> now.addAndGet(duration.toNanos()));
  }

  private static AttemptFailedException tooOften(Optional<Duration> retryAfter) {
    return AttemptFailedException.forNow(
        new FailureException(FailureKind.RATE_LIMIT, "a", "too often", "wait"), retryAfter);
  }

  private static RetryPolicy.Attempt<String> refusing(
      AtomicInteger asked, int times, Optional<Duration> retryAfter) {
    return () -> {
      if (asked.incrementAndGet() <= times) {
        throw tooOften(retryAfter);
      }
      return "done";
    };
  }

  @Test
  void waitsUntilTheWindowOpensAndSaysForHowLong() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    String result =
        limits(LimitHandling.WAIT)
            .run("a", HUB, RetryPolicy.NONE, refusing(asked, 2, Optional.of(Duration.ofHours(6))));
    assertEquals("done", result);
    assertEquals(3, asked.get());
    assertEquals(Duration.ofHours(12).toNanos(), now.get());
    assertEquals(
        List.of("docker.io 21600", "docker.io again", "docker.io 21600", "docker.io again"), told);
  }

  @Test
  void asksEveryTenMinutesForADayIfItIsNotToldWhen() {
    AtomicInteger asked = new AtomicInteger();
    PullLimits limits = limits(LimitHandling.WAIT);
    assertThrows(
        FailureException.class,
        () -> limits.run("a", HUB, RetryPolicy.NONE, refusing(asked, 1000, Optional.empty())));
    assertEquals(152, asked.get());
  }

  @Test
  void givesUpAndLeavesTheRegistryAloneUntilThen() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    PullLimits limits = limits(LimitHandling.GIVE_UP);
    RetryPolicy.Attempt<String> attempt = refusing(asked, 1, Optional.of(Duration.ofHours(1)));
    assertThrows(FailureException.class, () -> limits.run("a", HUB, RetryPolicy.NONE, attempt));
    assertThrows(FailureException.class, () -> limits.run("a", HUB, RetryPolicy.NONE, attempt));
    assertEquals(1, asked.get());
    assertEquals("fine", limits.run("a", OTHER, RetryPolicy.NONE, () -> "fine"));

    now.addAndGet(Duration.ofHours(1).toNanos());
    assertEquals("done", limits.run("a", HUB, RetryPolicy.NONE, attempt));
    assertEquals(2, asked.get());
  }

  @Test
  void aPauseAnnouncedToTheImpatientHoldsForThePatientTooWhoTellOfIt() throws IOException {
    PullLimits patient = limits(LimitHandling.WAIT);
    PullLimits hasty = patient.withoutPatience();
    AtomicInteger asked = new AtomicInteger();
    RetryPolicy.Attempt<String> attempt = refusing(asked, 1, Optional.of(Duration.ofSeconds(9)));
    assertThrows(FailureException.class, () -> hasty.run("a", HUB, RetryPolicy.NONE, attempt));
    assertEquals(List.of(), told);

    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertEquals("done", patient.run("a", HUB, RetryPolicy.NONE, attempt));
    assertEquals("done", patient.run("b", HUB, RetryPolicy.NONE, attempt));
    assertEquals(Duration.ofSeconds(9).toNanos(), now.get());
    assertEquals(List.of("docker.io 7", "docker.io again"), told);
  }

  @Test
  void ofAPauseThatPassedByItselfNothingIsToldThenOrLater() throws IOException {
    PullLimits patient = limits(LimitHandling.WAIT);
    PullLimits hasty = patient.withoutPatience();
    Optional<Duration> pause = Optional.of(Duration.ofSeconds(9));
    assertThrows(
        FailureException.class,
        () -> hasty.run("a", HUB, RetryPolicy.NONE, refusing(new AtomicInteger(), 1, pause)));
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    assertEquals("fine", patient.run("a", HUB, RetryPolicy.NONE, () -> "fine"));
    assertEquals(List.of(), told);

    patient.run("b", HUB, RetryPolicy.NONE, refusing(new AtomicInteger(), 1, pause));
    assertEquals(List.of("docker.io 9", "docker.io again"), told);
  }

  @Test
  void withoutAnAnnouncementThePatientAskAgainAsTheyAlwaysDo() throws IOException {
    PullLimits patient = limits(LimitHandling.WAIT);
    AtomicInteger asked = new AtomicInteger();
    RetryPolicy.Attempt<String> attempt = refusing(asked, 1, Optional.empty());
    assertThrows(
        FailureException.class,
        () -> patient.withoutPatience().run("a", HUB, RetryPolicy.NONE, attempt));
    assertEquals("done", patient.run("a", HUB, RetryPolicy.NONE, attempt));
    assertEquals(0, now.get());
  }

  @Test
  void eachImageThatIsNotAskedForFailsUnderItsOwnName() {
    AtomicInteger asked = new AtomicInteger();
    PullLimits limits = limits(LimitHandling.GIVE_UP);
    RetryPolicy.Attempt<String> attempt = refusing(asked, 1, Optional.of(Duration.ofHours(1)));
    FailureException first =
        assertThrows(FailureException.class, () -> limits.run("a", HUB, RetryPolicy.NONE, attempt));
    for (String image : List.of("b", "c")) {
      FailureException later =
          assertThrows(
              FailureException.class, () -> limits.run(image, HUB, RetryPolicy.NONE, attempt));
      assertEquals(image, later.subject());
      assertEquals(
          "was not asked for, because docker.io asked for a pause when it was asked for a",
          later.problem());
      assertEquals(first.kind(), later.kind());
      assertEquals(first.nextStep(), later.nextStep());
    }
    assertEquals(1, asked.get());
  }

  @Test
  void otherFailuresAreNoneOfItsBusiness() {
    PullLimits limits = limits(LimitHandling.WAIT);
    FailureException gone = new FailureException(FailureKind.GONE, "a", "gone", "look");
    FailureException thrown =
        assertThrows(
            FailureException.class,
            () ->
                limits.run(
                    "a",
                    HUB,
                    RetryPolicy.NONE,
                    () -> {
                      throw AttemptFailedException.forGood(gone);
                    }));
    assertEquals(gone, thrown);
    assertEquals(0, now.get());
  }

  @Test
  void readsTheBudget() {
    assertEquals(
        Optional.of(new PullBudget(100, 37, Duration.ofHours(6))),
        budget("100;w=21600", "37;w=21600"));
    assertEquals(Optional.empty(), budget("100", "37"));
    assertEquals(Optional.empty(), budget("100;w=21600", "-1;w=21600"));
    assertEquals(Optional.empty(), budget("100;w=21600", "99999999999;w=1"));
  }

  private static Optional<PullBudget> budget(String limit, String remaining) {
    return PullBudget.in(
        new HttpAnswer(
            200,
            Headers.of("ratelimit-limit", limit, "ratelimit-remaining", remaining),
            InputStream.nullInputStream(),
            "registry.example.org",
            false,
            Optional.empty(),
            Optional.empty()));
  }
}
