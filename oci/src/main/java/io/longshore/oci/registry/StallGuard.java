package io.longshore.oci.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends a read that waits too long, and a body that comes so slowly that nobody would wait for it:
 * the Java HTTP client limits the time to the head of an answer, but not the time its body takes.
 * Only time spent waiting for the sender counts, so a slow reader is no stall.
 */
final class StallGuard extends FilterInputStream {
  /** The least that has to come while the sender is waited for. */
  static final int BYTES_PER_SECOND = 512;

  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final LongSupplier clock;
  private final long limitNanos;
  private final ScheduledFuture<?> watch;
  private volatile long waitingSince = NOT_WAITING;
  private volatile boolean stalled;
  private long waitedNanos;
  private long bytesMeanwhile;

  StallGuard(InputStream in, Duration limit, ScheduledExecutorService watcher) {
    this(in, limit, watcher, System::nanoTime);
  }

  /**
   * @param clock as {@link System#nanoTime}
   */
  StallGuard(InputStream in, Duration limit, ScheduledExecutorService watcher, LongSupplier clock) {
    super(in);
    this.clock = clock;
    limitNanos = limit.toNanos();
    long period = Math.max(1, limitNanos / 4);
    watch = watcher.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long begin = clock.getAsLong();
    waitingSince = begin;
    try {
      int count = super.read(buffer, offset, length);
      if (count < 0) {
        watch.cancel(false);
        throwIfStalled(null);
      } else {
        throwIfSlow(count, clock.getAsLong() - begin);
      }
      return count;
    } catch (HttpTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throwIfStalled(e);
      throw e;
    } finally {
      waitingSince = NOT_WAITING;
    }
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    super.close();
  }

  private void look() {
    long since = waitingSince;
    if (since != NOT_WAITING && clock.getAsLong() - since > limitNanos) {
      stalled = true;
      try {
        close();
      } catch (IOException e) {
        // The reader wakes either way and reports the stall.
      }
    }
  }

  // Judged each time that the limit has been waited through in all.
  private void throwIfSlow(int count, long nanos) throws HttpTimeoutException {
    waitedNanos += nanos;
    bytesMeanwhile += count;
    if (waitedNanos < limitNanos) {
      return;
    }
    double seconds = waitedNanos / 1e9;
    if (bytesMeanwhile < seconds * BYTES_PER_SECOND) {
      throw new HttpTimeoutException(
          "no more than " + bytesMeanwhile + " bytes came in " + seconds + " s");
    }
    waitedNanos = 0;
    bytesMeanwhile = 0;
  }

  private void throwIfStalled(IOException cause) throws HttpTimeoutException {
    if (stalled) {
      HttpTimeoutException timeout =
          new HttpTimeoutException("nothing came for " + limitNanos / 1_000_000_000.0 + " s");
      timeout.initCause(cause);
      throw timeout;
    }
  }
}
