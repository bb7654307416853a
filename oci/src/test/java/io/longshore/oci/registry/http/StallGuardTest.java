package io.longshore.oci.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.registry.http.TransportException.TimedOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallGuardTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
  private long now;

  @AfterEach
  void stop() {
    watcher.shutdownNow();
  }

  /** A sender of zeros, so many at a time, each time after a pause. */
  private InputStream sender(int bytes, Duration pause) {
    InputStream body =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            now += pause.toNanos();
            return Math.min(length, bytes);
          }
        };
    return new StallGuard(body, () -> {}, LIMIT, watcher, () -> now);
  }

  /** A connection on which nothing comes, and which ends a read when it is broken off. */
  private static final class SilentLine extends InputStream {
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch broken = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      read.countDown();
      // As a read from a socket, which an interrupt neither ends nor makes forgotten.
      while (broken.getCount() > 0) {
        Thread.onSpinWait();
      }
      throw new IOException("closed");
    }
  }

  @Test
  void aBodyThatCrawlsIsGivenUpOnceTheLimitHasBeenWaitedThrough() throws IOException {
    InputStream body = sender(1, Duration.ofSeconds(5));
    for (int i = 0; i < 11; i++) {
      assertEquals(1, body.read(new byte[100]));
    }
    TimedOut given = assertThrows(TimedOut.class, () -> body.read(new byte[100]));
    assertTrue(given.getMessage().contains("12 bytes came in 60.0 s"), given.getMessage());
  }

  @Test
  void aBodyThatComesSteadilyIsNot() throws IOException {
    InputStream body = sender(5 * StallGuard.BYTES_PER_SECOND, Duration.ofSeconds(5));
    for (int i = 0; i < 1000; i++) {
      body.read(new byte[1 << 20]);
    }
  }

  @Test
  void neitherIsOneThatIsReadSlowly() throws IOException {
    InputStream body = sender(1, Duration.ofMillis(1));
    for (int i = 0; i < 1000; i++) {
      now += Duration.ofSeconds(5).toNanos();
      body.read(new byte[100]);
    }
  }

  @Test
  void aReadOfSilenceEndsAtTheLimit() {
    SilentLine line = new SilentLine();
    StallGuard body = new StallGuard(line, line.broken::countDown, Duration.ofMillis(20), watcher);
    TimedOut given = assertThrows(TimedOut.class, () -> body.read(new byte[1]));
    assertTrue(given.getMessage().contains("0.02 s"), given.getMessage());
  }

  @Test
  void aReadEndsWhenItsThreadIsInterrupted() throws Exception {
    SilentLine line = new SilentLine();
    StallGuard body = new StallGuard(line, line.broken::countDown, LIMIT, watcher);
    CompletableFuture<IOException> outcome = new CompletableFuture<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () ->
                    outcome.complete(
                        assertThrows(IOException.class, () -> body.read(new byte[1]))));
    line.read.await();
    reader.interrupt();
    assertInstanceOf(InterruptedIOException.class, outcome.get(30, TimeUnit.SECONDS));
  }

  @Test
  void closingEndsAReadOfAnotherThread() throws Exception {
    SilentLine line = new SilentLine();
    StallGuard body = new StallGuard(line, line.broken::countDown, LIMIT, watcher);
    CompletableFuture<IOException> outcome = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> outcome.complete(assertThrows(IOException.class, () -> body.read(new byte[1]))));
    line.read.await();
    body.close();
    assertEquals("closed", outcome.get(30, TimeUnit.SECONDS).getMessage());
  }
}
