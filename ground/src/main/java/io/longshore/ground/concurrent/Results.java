package io.longshore.ground.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for results of other threads. */
public final class Results {
  private Results() {}

  /**
   * @throws IOException the one that the other thread threw
   * @throws InterruptedIOException if the work was cancelled, or this thread interrupted
   */
  public static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (CancellationException e) {
      throw new InterruptedIOException("cancelled");
    }
  }
}
