package io.longshore.oci.registry.http;

import io.longshore.oci.registry.http.TransportException.TimedOut;
import io.longshore.oci.registry.http.TransportException.Unusable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Ends a read that waits too long, a read whose thread is interrupted, and a body that arrives too
 * slowly. A thread that reads from a socket notices none of these itself. Only the time spent
 * waiting for the sender counts, so that a slow reader is no stall.
 */
final class StallGuard extends FilterInputStream {
  /** The slowest accepted rate while the reader waits for the sender. */
  static final int BYTES_PER_SECOND = 512;

  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

  /**
   * @param since time by {@link System#nanoTime}
   */
  private record Wait(Thread reader, long since) {}

  private final Runnable breakOff;
  private final LongSupplier clock;
  private final long limitNanos;
  private final ScheduledFuture<?> watch;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Wait wait;
  private volatile boolean stalled;
  private long waitedNanos;
  private long bytesMeanwhile;

  /**
   * @param breakOff ends a read under way, may be called by any thread
   */
  StallGuard(InputStream in, Runnable breakOff, Duration limit, ScheduledExecutorService watcher) {
    this(in, breakOff, limit, watcher, System::nanoTime);
  }

  /**
   * @param clock a clock like {@link System#nanoTime}
   */
  StallGuard(
      InputStream in,
      Runnable breakOff,
      Duration limit,
      ScheduledExecutorService watcher,
      LongSupplier clock) {
    super(in);
    this.breakOff = breakOff;
    this.clock = clock;
    limitNanos = limit.toNanos();
    long period = Math.clamp(limitNanos / 4, 1, LOOK_NANOS);
    watch = watcher.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    reading.lock();
    long begin = clock.getAsLong();
    wait = new Wait(Thread.currentThread(), begin);
    try {
      int count = super.read(buffer, offset, length);
      if (count < 0) {
        watch.cancel(false);
      } else {
        throwIfSlow(count, clock.getAsLong() - begin);
      }
      return count;
    } catch (TimedOut e) {
      throw e;
    } catch (IOException e) {
      throw reasonOf(e);
    } catch (RuntimeException e) {
      // A body that breaks HTTP, such as a negative length.
      throw new Unusable("a body that is not HTTP", e);
    } finally {
      wait = null;
      reading.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    if (!reading.tryLock()) {
      breakOff.run();
      reading.lock();
    }
    try {
      super.close();
    } finally {
      reading.unlock();
    }
  }

  private void look() {
    Wait now = wait;
    if (now == null) {
      return;
    }
    stalled = clock.getAsLong() - now.since() > limitNanos;
    if (stalled || now.reader().isInterrupted()) {
      watch.cancel(false);
      breakOff.run();
    }
  }

  // The rate is checked each time that the total waiting time reaches the limit.
  private void throwIfSlow(int count, long nanos) throws TimedOut {
    waitedNanos += nanos;
    bytesMeanwhile += count;
    if (waitedNanos < limitNanos) {
      return;
    }
    double seconds = waitedNanos / 1e9;
    if (bytesMeanwhile < seconds * BYTES_PER_SECOND) {
      throw new TimedOut("no more than " + bytesMeanwhile + " bytes came in " + seconds + " s");
    }
    waitedNanos = 0;
    bytesMeanwhile = 0;
  }

  private IOException reasonOf(IOException failure) {
    if (Thread.currentThread().isInterrupted()) {
      return new InterruptedIOException("interrupted while an answer was read");
    }
    return stalled ? new TimedOut("nothing came for " + limitNanos / 1e9 + " s", failure) : failure;
  }
}
