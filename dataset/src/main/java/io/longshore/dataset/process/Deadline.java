package io.longshore.dataset.process;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Kills a child when a limit passes before {@link #close}. Reading from a pipe cannot be given a
 * time limit in Java; the death of the child ends the read instead.
 */
final class Deadline implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final Future<?> alarm;
  private volatile boolean passed;

  private Deadline(ChildProcess child, Duration limit) {
    alarm =
        ALARMS.schedule(
            () ->
                Thread.startVirtualThread(
                    () -> {
                      passed = true;
                      child.kill();
                    }),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  // A delayed task of CompletableFuture stays in memory until its time, even if it is cancelled,
  // and with it the child and its output. A run of many thousand commands would run out of memory.
  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }

  static Deadline killing(ChildProcess child, Duration limit) {
    return new Deadline(child, limit);
  }

  /** The number of deadlines that are neither closed nor passed. */
  static int pending() {
    return ALARMS.getQueue().size();
  }

  boolean hasPassed() {
    return passed;
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}
