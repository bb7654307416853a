package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.registry.http.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * A stream of a blob that continues over another connection, at the byte where the last connection
 * broke. The retry policy limits the number of consecutive connections that bring no byte, since a
 * large blob over a bad line may break many times. A connection that stalls or is very slow has to
 * bring more than one byte to count as progress.
 */
final class ResumingBlobStream extends InputStream {
  @FunctionalInterface
  interface Opener {
    InputStream openAt(long position) throws IOException;
  }

  /**
   * The number of bytes that a connection has to bring before it stalls or breaks, to count as
   * progress.
   */
  private static final int WORTH_WAITING_FOR = 64 << 10;

  /**
   * The most consecutive connections with fewer bytes; a server could otherwise send one byte with
   * each connection, for ever.
   */
  private static final int MOST_SHORT_CONNECTIONS = 200;

  private final Opener opener;
  private final long size;
  private final String subject;
  private final RetryPolicy retryPolicy;
  private long position;
  private long openedAt;
  private int stallsInARow;
  private int shortInARow;
  private InputStream current;
  private boolean closed;

  ResumingBlobStream(
      Opener opener, long position, long size, String subject, RetryPolicy retryPolicy)
      throws IOException {
    this.opener = opener;
    this.position = position;
    this.size = size;
    this.subject = subject;
    this.retryPolicy = retryPolicy;
    this.openedAt = position;
    this.current = opener.openAt(position);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = retryPolicy.run(() -> readOnce(buffer, offset, length));
    if (count > 0) {
      position += count;
    }
    return count;
  }

  private int readOnce(byte[] buffer, int offset, int length)
      throws AttemptFailedException, IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (current == null) {
      current = opener.openAt(position);
      openedAt = position;
    }
    try {
      int count = current.read(buffer, offset, length);
      if (count < 0 && position < size) {
        throw new EOFException("the end came early");
      }
      return count;
    } catch (IOException e) {
      dropConnection();
      if (closed || Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while fetching " + subject);
      }
      FailureException failure =
          new FailureException(
              FailureKind.NETWORK,
              subject,
              "the connection broke at byte " + position + " of " + size + ": " + e.getMessage(),
              "check the connection, then run the same command again",
              e);
      throw isHopeless(e)
          ? AttemptFailedException.forGood(failure)
          : AttemptFailedException.forNow(failure, Optional.empty());
    }
  }

  private boolean isHopeless(IOException cause) {
    shortInARow = position - openedAt >= WORTH_WAITING_FOR ? 0 : shortInARow + 1;
    if (shortInARow >= MOST_SHORT_CONNECTIONS) {
      return true;
    }
    if (!(cause instanceof TransportException.TimedOut)
        || position - openedAt >= WORTH_WAITING_FOR) {
      stallsInARow = 0;
      return false;
    }
    stallsInARow++;
    return stallsInARow >= retryPolicy.attempts();
  }

  private void dropConnection() {
    InputStream broken = current;
    current = null;
    try {
      broken.close();
    } catch (IOException e) {
      // The connection is broken already.
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (current != null) {
      current.close();
    }
  }
}
