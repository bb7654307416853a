package io.longshore.ground.concurrent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Applies the same work to many items, several at a time. */
public final class InParallel {
  @FunctionalInterface
  public interface Work<T, R> {
    R on(T item) throws IOException;
  }

  private InParallel() {}

  /**
   * @param jobs how many items at a time, at least 1
   * @return the results in the order of the items
   * @throws IOException of the first item, in the order of the items, that failed; running work is
   *     cancelled
   */
  public static <T, R> List<R> map(List<T> items, int jobs, Work<T, R> work) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs, Thread.ofVirtual().factory());
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(threads.submit(() -> work.on(item)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(Results.await(future));
      }
      return results;
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }
}
