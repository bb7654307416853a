package io.longshore.collection.publish;

import io.longshore.collection.session.StopRequest;
import io.longshore.ground.concurrent.Results;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The images of a plan, staged by a few threads while the caller's thread publishes them in the
 * plan's order. On a request to stop, work on images that are not published yet is broken off.
 *
 * @param <P> planned
 * @param <S> staged
 */
public final class StagedAhead<P, S> implements AutoCloseable {
  private final Iterator<P> rest;
  private final Staging<P, S> staging;
  private final StopRequest stop;
  private final ExecutorService workers;
  private final Deque<Pending<P, S>> pending = new ConcurrentLinkedDeque<>();
  private final Runnable breakOff = this::breakOff;

  /** What is done for an image before its turn to be published comes. Several threads call it. */
  @FunctionalInterface
  public interface Staging<P, S> {
    S stage(P image) throws IOException;
  }

  private record Pending<P, S>(P image, Future<S> staged) {}

  public StagedAhead(List<P> plan, int threads, StopRequest stop, Staging<P, S> staging) {
    this.rest = plan.iterator();
    this.staging = staging;
    this.stop = stop;
    this.workers = Executors.newFixedThreadPool(threads);
    stop.onRequest(breakOff);
  }

  private void breakOff() {
    pending.forEach(one -> one.staged().cancel(true));
  }

  /** Begins to stage further images of the plan, until {@code most} wait for their turn. */
  public void fill(int most) {
    while (rest.hasNext() && pending.size() < most) {
      P image = rest.next();
      pending.add(new Pending<>(image, workers.submit(() -> staging.stage(image))));
    }
    if (stop.isRequested()) {
      // What was added since the request came is not broken off yet.
      breakOff();
    }
  }

  public boolean hasNext() {
    return rest.hasNext() || !pending.isEmpty();
  }

  /** The image whose turn it is, one of those that {@link #fill} began with. */
  public P image() {
    return pending.element().image();
  }

  /**
   * Waits for that image.
   *
   * @throws IOException what its staging threw
   * @throws InterruptedIOException on a request to stop, even if the image is ready
   */
  public S await() throws IOException {
    if (stop.isRequested()) {
      throw new InterruptedIOException("stopped");
    }
    return Results.await(pending.element().staged());
  }

  /** It is the next image's turn. */
  public void advance() {
    pending.remove();
  }

  /**
   * Breaks off what is left.
   *
   * @return the images that did not have their turn, in the plan's order
   */
  public List<P> withhold() {
    breakOff();
    List<P> left = new ArrayList<>(pending.stream().map(Pending::image).toList());
    rest.forEachRemaining(left::add);
    pending.clear();
    return left;
  }

  /** Waits until no thread is at work on an image. */
  @Override
  public void close() {
    stop.forget(breakOff);
    workers.shutdownNow();
    workers.close();
  }
}
