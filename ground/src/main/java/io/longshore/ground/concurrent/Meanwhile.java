package io.longshore.ground.concurrent;

import java.io.IOException;
import java.util.concurrent.FutureTask;

/** Work that a thread of its own does while the one that began it does something else. */
public final class Meanwhile<R> {
  private final FutureTask<R> task;

  private Meanwhile(FutureTask<R> task) {
    this.task = task;
  }

  /**
   * @param what the name of the thread
   */
  public static <R> Meanwhile<R> begin(String what, IoWork<R> work) {
    FutureTask<R> task = new FutureTask<>(work::run);
    Thread.ofPlatform().daemon().name(what).start(task);
    return new Meanwhile<>(task);
  }

  /**
   * Waits for its end.
   *
   * @throws IOException as the work threw it
   */
  public R result() throws IOException {
    return Results.await(task);
  }
}
