package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.http.HttpAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Records which registries must not be asked, and until when. Times are those of the monotonic
 * clock. A registry that does not tell how long is asked again every ten minutes, for a day.
 */
final class PullLimits {
  private static final Duration UNANNOUNCED = Duration.ofMinutes(10);
  private static final Duration LONGEST_IN_ALL = Duration.ofHours(25);

  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * @param opensAt time by {@link System#nanoTime}
   */
  private record Closed(long opensAt, FailureException reason) {}

  private final LimitHandling handling;
  private final RegistryListener listener;
  private final LongSupplier clock;
  private final Sleeper sleeper;
  private final Optional<PullLimits> patient;
  private final Map<String, Closed> closed = new HashMap<>();
  private final Set<String> learned = new HashSet<>();
  private final Map<String, PullBudget> budgets = new HashMap<>();

  PullLimits(LimitHandling handling, RegistryListener listener) {
    this(handling, listener, System::nanoTime, Thread::sleep);
  }

  PullLimits(
      LimitHandling handling, RegistryListener listener, LongSupplier clock, Sleeper sleeper) {
    this(handling, listener, clock, sleeper, Optional.empty());
  }

  private PullLimits(
      LimitHandling handling,
      RegistryListener listener,
      LongSupplier clock,
      Sleeper sleeper,
      Optional<PullLimits> patient) {
    this.handling = handling;
    this.listener = listener;
    this.clock = clock;
    this.sleeper = sleeper;
    this.patient = patient;
  }

  /**
   * Limits that are never awaited and of which no listener hears. The pause that a registry
   * announces to them holds for these limits too: a registry could count an early request against
   * the user.
   */
  PullLimits withoutPatience() {
    return new PullLimits(
        LimitHandling.GIVE_UP, RegistryListener.NONE, clock, sleeper, Optional.of(this));
  }

  /** Records the budget that an answer tells. */
  void note(Endpoint endpoint, HttpAnswer answer) {
    Optional<PullBudget> budget = PullBudget.in(answer);
    if (budget.isPresent() && changes(registry(endpoint), budget.get())) {
      listener.budget(registry(endpoint), budget.get());
    }
  }

  private synchronized boolean changes(String registry, PullBudget budget) {
    return !budget.equals(budgets.put(registry, budget));
  }

  /**
   * Runs an attempt that the endpoint's registry may refuse because its rate limit is reached.
   * Waits for the registry if {@link LimitHandling} says so.
   *
   * @param subject the requested object, as the user knows it
   */
  <T> T run(String subject, Endpoint endpoint, RetryPolicy policy, RetryPolicy.Attempt<T> attempt)
      throws IOException {
    String registry = registry(endpoint);
    Duration waited = Duration.ZERO;
    while (true) {
      waited = waited.plus(awaitOpening(subject, registry));
      try {
        return policy.attempt(attempt);
      } catch (AttemptFailedException e) {
        FailureException failure = e.failure();
        if (failure.kind() != FailureKind.RATE_LIMIT || endpoint.mirror()) {
          throw failure;
        }
        close(registry, e.retryAfter(), failure);
        if (handling == LimitHandling.GIVE_UP || waited.compareTo(LONGEST_IN_ALL) > 0) {
          throw failure;
        }
      }
    }
  }

  private void close(String registry, Optional<Duration> announced, FailureException reason) {
    Duration pause = announced.orElse(UNANNOUNCED);
    Closed state = new Closed(clock.getAsLong() + pause.toNanos(), reason);
    synchronized (this) {
      closed.put(registry, state);
    }
    if (handling == LimitHandling.WAIT) {
      listener.paused(registry, pause);
    }
    if (announced.isPresent()) {
      patient.ifPresent(limits -> limits.learn(registry, state));
    }
  }

  private synchronized void learn(String registry, Closed state) {
    closed.put(registry, state);
    learned.add(registry);
  }

  private Duration awaitOpening(String subject, String registry) throws IOException {
    Optional<Closed> state = closed(registry);
    if (state.isEmpty()) {
      return Duration.ZERO;
    }
    Duration left = Duration.ofNanos(state.get().opensAt() - clock.getAsLong());
    boolean news = isNews(registry);
    if (left.isPositive()) {
      if (handling == LimitHandling.GIVE_UP) {
        throw notAsked(subject, registry, state.get().reason());
      }
      if (news) {
        listener.paused(registry, left);
      }
      sleep(registry, left);
    }
    // Of a pause that passed before anybody waited nobody has heard.
    boolean unheard = news && !left.isPositive();
    if (reopen(registry, state.get()) && !unheard) {
      listener.resumed(registry);
    }
    return left;
  }

  /**
   * A failure for each request, because {@code reason} names what was refused to another one, which
   * may be in the hands of another thread.
   */
  private static FailureException notAsked(
      String subject, String registry, FailureException reason) {
    return new FailureException(
        reason.kind(),
        subject,
        "was not asked for, because "
            + registry
            + " asked for a pause when it was asked for "
            + reason.subject(),
        reason.next());
  }

  private synchronized Optional<Closed> closed(String registry) {
    return Optional.ofNullable(closed.get(registry));
  }

  private synchronized boolean isNews(String registry) {
    return learned.remove(registry);
  }

  private synchronized boolean reopen(String registry, Closed state) {
    return closed.remove(registry, state);
  }

  private void sleep(String registry, Duration duration) throws InterruptedIOException {
    try {
      sleeper.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + registry);
    }
  }

  private static String registry(Endpoint endpoint) {
    return endpoint.repository().registry();
  }
}
