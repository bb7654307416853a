package io.longshore.migrate;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets someone ask a command to end early and in good order: nothing new is begun, the step in hand
 * is finished or undone. Safe for several threads.
 */
public final class StopRequest {
  private final Set<Runnable> actions = new LinkedHashSet<>();
  private boolean requested;
  private int holders;

  /** Work that takes long and that can be broken off. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * @return whether somebody is at a dataset and is worth waiting for
   */
  public synchronized boolean request() {
    requested = true;
    actions.forEach(Runnable::run);
    return holders > 0;
  }

  public synchronized boolean isRequested() {
    return requested;
  }

  synchronized void hold() {
    holders++;
  }

  synchronized void release() {
    holders--;
  }

  /** Does something when the request comes, at once if it has come. Must be short. */
  synchronized void onRequest(Runnable action) {
    actions.add(action);
    if (requested) {
      action.run();
    }
  }

  synchronized void forget(Runnable action) {
    actions.remove(action);
  }

  /** Does work of the calling thread, which is interrupted when the request comes. */
  <T> T interruptibly(Work<T> work) throws IOException {
    Thread worker = Thread.currentThread();
    Runnable interrupt = worker::interrupt;
    onRequest(interrupt);
    try {
      return work.run();
    } finally {
      forget(interrupt);
    }
  }
}
