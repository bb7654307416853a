package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
    return new StallGuard(body, LIMIT, watcher, () -> now);
  }

  @Test
  void aBodyThatCrawlsIsGivenUpOnceTheLimitHasBeenWaitedThrough() throws IOException {
    InputStream body = sender(1, Duration.ofSeconds(5));
    for (int i = 0; i < 11; i++) {
      assertEquals(1, body.read(new byte[100]));
    }
    HttpTimeoutException given =
        assertThrows(HttpTimeoutException.class, () -> body.read(new byte[100]));
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
}
