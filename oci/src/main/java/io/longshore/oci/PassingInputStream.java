package io.longshore.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that passes bytes on, all of them through {@link #read(byte[], int, int)}. A subclass
 * that overrides this one method sees each byte once, even if a reader takes single bytes or skips
 * some.
 */
public abstract class PassingInputStream extends FilterInputStream {
  private static final int MOST_SKIPPED_AT_ONCE = 8192;

  protected PassingInputStream(InputStream in) {
    super(in);
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads bytes. All other methods that read or skip call this method. */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return in.read(buffer, offset, length);
  }

  @Override
  public final long skip(long bytes) throws IOException {
    byte[] buffer = new byte[Math.clamp(bytes, 0, MOST_SKIPPED_AT_ONCE)];
    return Math.max(0, read(buffer, 0, buffer.length));
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
