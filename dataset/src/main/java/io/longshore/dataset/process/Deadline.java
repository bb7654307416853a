package io.longshore.dataset.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills a child when a limit passes before {@link #close}. Reading from a pipe cannot be given a
 * time limit in Java; the death of the child ends the read instead.
 */
final class Deadline implements AutoCloseable {
  private final CompletableFuture<Void> alarm;
  private volatile boolean passed;

  private Deadline(ChildProcess child, Duration limit) {
    alarm =
        CompletableFuture.runAsync(
            () -> {
              passed = true;
              child.kill();
            },
            CompletableFuture.delayedExecutor(
                limit.toMillis(), TimeUnit.MILLISECONDS, task -> Thread.startVirtualThread(task)));
  }

  static Deadline killing(ChildProcess child, Duration limit) {
    return new Deadline(child, limit);
  }

  boolean hasPassed() {
    return passed;
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}
