package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.registry.http.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResumingBlobStreamTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(4, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

  private int connections;

  /** Each connection brings so many bytes, then ends with this. A byte tells its position. */
  private InputStream stream(long size, int bytesEach, IOException end) throws IOException {
    return new ResumingBlobStream(
        from -> {
          connections++;
          return new InputStream() {
            private int left = bytesEach;
            private long position = from;

            @Override
            public int read() throws IOException {
              byte[] one = new byte[1];
              read(one, 0, 1);
              return one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
              if (left == 0) {
                throw end;
              }
              int count = Math.min(length, left);
              for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) position++;
              }
              left -= count;
              return count;
            }
          };
        },
        0,
        size,
        "a layer",
        POLICY);
  }

  @Test
  void aLineThatBreaksAfterEachByteIsBorneWith() throws IOException {
    assertArrayEquals(positions(100), stream(100, 1, new IOException("broken")).readNBytes(100));
    assertEquals(100, connections);
  }

  @Test
  void oneThatStallsAfterEachByteIsNot() throws IOException {
    InputStream in = stream(100, 1, new TransportException.TimedOut("slow"));
    FailureException failure = assertThrows(FailureException.class, () -> in.readNBytes(100));
    assertEquals(FailureKind.NETWORK, failure.kind());
    assertTrue(failure.problem().contains("byte 4 of 100: slow"), failure.problem());
    assertEquals(4, connections);
  }

  @Test
  void norOneThatBreaksAfterEachByteForEver() throws IOException {
    InputStream in = stream(1000, 1, new IOException("broken"));
    assertThrows(FailureException.class, () -> in.readNBytes(1000));
    assertEquals(200, connections);
  }

  @Test
  void norOneThatBringsNothing() throws IOException {
    InputStream in = stream(100, 0, new IOException("broken"));
    assertThrows(FailureException.class, () -> in.readNBytes(100));
    assertEquals(4, connections);
  }

  @Test
  void oneThatStallsNowAndThenIsBorneWith() throws IOException {
    int size = 20 << 16;
    InputStream in = stream(size, 1 << 16, new TransportException.TimedOut("slow"));
    assertArrayEquals(positions(size), in.readNBytes(size));
  }

  private static byte[] positions(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
