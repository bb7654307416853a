package io.longshore.ground.concurrent;

import java.io.IOException;
import java.util.concurrent.FutureTask;

/** Work that runs on its own thread while the thread that began it does something else. */
public final class Meanwhile<R> {
  private final FutureTask<R> task;

  private Meanwhile(FutureTask<R> task) {
    this.task = task;
  }

  /**
   * @param what the name of the new thread
   */
  public static <R> Meanwhile<R> begin(String what, IoWork<R> work) {
    FutureTask<R> task = new FutureTask<>(work::run);
    Thread.ofPlatform().daemon().name(what).start(task);
    return new Meanwhile<>(task);
  }

  /**
   * Waits for the end of the work.
   *
   * @throws IOException the one that the work threw
   */
  public R result() throws IOException {
    return Results.await(task);
  }
}
