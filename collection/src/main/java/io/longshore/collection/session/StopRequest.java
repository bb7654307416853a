package io.longshore.collection.session;

import io.longshore.ground.FailureKind;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.concurrent.IoWork;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A request to end a command early: the command begins nothing new, and finishes or undoes its
 * current step. Safe for several threads.
 */
public final class StopRequest {
  private static final Duration LATENESS = Duration.ofSeconds(1);

  private final Set<Runnable> actions = new LinkedHashSet<>();
  private boolean requested;
  private int holders;
  private boolean everHeld;

  /**
   * @return whether work on a dataset is under way that has to be waited for
   */
  public synchronized boolean request() {
    requested = true;
    notifyAll();
    actions.forEach(Runnable::run);
    return holders > 0;
  }

  public synchronized boolean isRequested() {
    return requested;
  }

  /**
   * Whether the request to stop caused {@code failure}. A signal from the keyboard reaches git and
   * git-annex too, and their end may be seen before the request. So, if a program or a dataset
   * failed during work on it, this waits for the request, 1 s at most.
   */
  public synchronized boolean explains(Exception failure) {
    if (everHeld && mayBeOfAnotherProgram(failure)) {
      try {
        awaitRequest(System.nanoTime() + LATENESS.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return requested;
  }

  // If a program ends while it is written to, the only sign is a broken pipe.
  private static boolean mayBeOfAnotherProgram(Exception failure) {
    if (!(failure instanceof IOException known)) {
      return false;
    }
    FailureKind kind = OperatingSystemFailures.classify(known, "").kind();
    return kind == FailureKind.TOOL
        || kind == FailureKind.DATASET
        || kind == FailureKind.NOT_A_DATASET
        || kind == FailureKind.MISSING
        || kind == FailureKind.UNEXPECTED;
  }

  private void awaitRequest(long deadline) throws InterruptedException {
    long left = deadline - System.nanoTime();
    while (!requested && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
  }

  synchronized void hold() {
    holders++;
    everHeld = true;
  }

  synchronized void release() {
    holders--;
  }

  /**
   * Runs {@code action} when the request comes, or at once if it has come. The action must be
   * short.
   */
  public synchronized void onRequest(Runnable action) {
    actions.add(action);
    if (requested) {
      action.run();
    }
  }

  public synchronized void forget(Runnable action) {
    actions.remove(action);
  }

  /** Runs {@code work} on the calling thread, which is interrupted when the request comes. */
  public <T> T interruptibly(IoWork<T> work) throws IOException {
    Thread worker = Thread.currentThread();
    Runnable interrupt = worker::interrupt;
    onRequest(interrupt);
    try {
      return work.run();
    } finally {
      forget(interrupt);
    }
  }

  /**
   * Does the same as {@link #interruptibly} for work that has to undo something before the program
   * ends.
   */
  public <T> T holding(IoWork<T> work) throws IOException {
    hold();
    try {
      return interruptibly(work);
    } finally {
      release();
    }
  }
}
