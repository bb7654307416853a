package io.longshore.collection.stage;

import io.longshore.ground.concurrent.IoWork;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/** Lets a limited number of threads do something at once, in the order they came. */
final class Turns {
  private final int number;
  private final Semaphore free;

  Turns(int number) {
    this.number = number;
    this.free = new Semaphore(number, /* fair= */ true);
  }

  <T> T one(IoWork<T> work) throws IOException {
    return with(1, work);
  }

  /** Runs {@code work} while no other thread has a turn. */
  <T> T alone(IoWork<T> work) throws IOException {
    return with(number, work);
  }

  boolean isShared() {
    return number > 1;
  }

  private <T> T with(int permits, IoWork<T> work) throws IOException {
    try {
      free.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    try {
      return work.run();
    } finally {
      free.release(permits);
    }
  }
}
