package io.longshore.migrate.verify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same with many things, some of them at once. */
final class InParallel {
  @FunctionalInterface
  interface Work<T, R> {
    R on(T item) throws IOException;
  }

  private InParallel() {}

  /**
   * @param jobs how many at once, at least 1
   * @return the results in the order of the items
   * @throws IOException the first one in that order; what is under way is then broken off
   */
  static <T, R> List<R> map(List<T> items, int jobs, Work<T, R> work) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs, Thread.ofVirtual().factory());
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(threads.submit(() -> work.on(item)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(await(future));
      }
      return results;
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  private static <R> R await(Future<R> future) throws IOException {
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
    }
  }
}
