package io.longshore.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PassingInputStreamTest {
  private int seen;

  @Test
  void eachByteIsSeenOnceHoweverItIsRead() throws IOException {
    PassingInputStream in =
        new PassingInputStream(new ByteArrayInputStream(new byte[20_000])) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            seen += Math.max(0, count);
            return count;
          }
        };
    assertEquals(0, in.read());
    assertEquals(0, in.skip(-1));
    assertEquals(10, in.skip(10));
    in.skipNBytes(10_000);
    assertEquals(10_011, seen);
    in.readAllBytes();
    assertEquals(20_000, seen);
    assertEquals(-1, in.read());
    assertEquals(0, in.skip(1));
    assertFalse(in.markSupported());
  }
}
