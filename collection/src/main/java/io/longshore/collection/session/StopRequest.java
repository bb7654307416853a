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
 * Lets someone ask a command to end early and in good order: nothing new is begun, the step in hand
 * is finished or undone. Safe for several threads.
 */
public final class StopRequest {
  private static final Duration LATENESS = Duration.ofSeconds(1);

  private final Set<Runnable> actions = new LinkedHashSet<>();
  private boolean requested;
  private int holders;
  private boolean everHeld;

  /**
   * @return whether somebody is at a dataset and is worth waiting for
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
   * Tells whether {@code failure} comes of being asked to stop. A signal from the keyboard strikes
   * git and git-annex too, and their end may be seen before the request is: where a program or a
   * dataset failed during work on it, the request is waited for, 1 s at most.
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

  // A program that ends while it is written to is known by a broken pipe alone.
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

  /** Does something when the request comes, at once if it has come. Must be short. */
  public synchronized void onRequest(Runnable action) {
    actions.add(action);
    if (requested) {
      action.run();
    }
  }

  public synchronized void forget(Runnable action) {
    actions.remove(action);
  }

  /** Does work of the calling thread, which is interrupted when the request comes. */
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

  /** As {@link #interruptibly}, of work that has to undo something before the program ends. */
  public <T> T holding(IoWork<T> work) throws IOException {
    hold();
    try {
      return interruptibly(work);
    } finally {
      release();
    }
  }
}
