package io.longshore.oci.layer.inflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Decompresses all members of a gzip file, one after the other, and checks the CRC-32 and length of
 * each. Zeros after the last member are padding.
 *
 * <p>The JDK's {@link java.util.zip.GZIPInputStream} is not suitable: whether it looks for another
 * member depends on {@link InputStream#available()}, and it takes garbage behind a member, and a
 * damaged header of the next member, for the end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
public final class GzipMembersInputStream extends InputStream {
  private static final int FLAG_HEADER_CRC = 1 << 1;
  private static final int FLAG_EXTRA = 1 << 2;
  private static final int FLAG_NAME = 1 << 3;
  private static final int FLAG_COMMENT = 1 << 4;
  private static final int RESERVED_FLAGS = 0xe0;
  private static final int INPUT_LENGTH = 1 << 16;

  private final InputStream in;
  private final DeflateDecoder decoder;
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[DeflateDecoder.LOOK_AHEAD + INPUT_LENGTH];
  private int position = DeflateDecoder.LOOK_AHEAD;
  private int limit = DeflateDecoder.LOOK_AHEAD;
  private long memberLength;
  private boolean inMember;
  private boolean firstMember = true;
  private boolean ended;

  public GzipMembersInputStream(InputStream in, DeflateDecoder decoder) {
    this.in = in;
    this.decoder = decoder;
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
    while (!ended) {
      if (!inMember) {
        startMember();
        continue;
      }
      int n = decoder.decode(buffer, offset, length);
      if (n > 0) {
        crc.update(buffer, offset, n);
        memberLength += n;
        return n;
      }
      if (decoder.ended()) {
        position = limit - decoder.unread();
        checkTrailer();
      } else if (fill()) {
        decoder.input(input, position, limit - position);
      } else {
        throw new EOFException("the gzip data is cut short");
      }
    }
    return -1;
  }

  private void startMember() throws IOException {
    int first = next();
    if (!firstMember && first <= 0) {
      skipPadding(first);
      ended = true;
      return;
    }
    if (first != 0x1f || next() != 0x8b) {
      throw new ZipException(
          firstMember ? "not gzip data" : "bytes after the gzip data that are no gzip member");
    }
    readHeader();
    firstMember = false;
    inMember = true;
    crc.reset();
    memberLength = 0;
    decoder.reset();
    decoder.input(input, position, limit - position);
  }

  private void skipPadding(int first) throws IOException {
    for (int b = first; b >= 0; b = next()) {
      if (b != 0) {
        throw new ZipException("bytes after the gzip data that are no gzip member");
      }
    }
  }

  private void readHeader() throws IOException {
    if (required() != 8) {
      throw new ZipException("gzip data with an unknown compression method");
    }
    int flags = required();
    if ((flags & RESERVED_FLAGS) != 0) {
      throw new ZipException("gzip header with reserved flags");
    }
    skip(6); // modification time, extra flags, operating system
    if ((flags & FLAG_EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipString();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipString();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2); // covers only what is skipped above
    }
  }

  private void checkTrailer() throws IOException {
    long expectedCrc = littleEndian32();
    long expectedLength = littleEndian32();
    if (expectedCrc != crc.getValue()) {
      throw new ZipException("the CRC-32 of the gzip data does not match");
    }
    if (expectedLength != (memberLength & 0xffff_ffffL)) {
      throw new ZipException("the length of the gzip data does not match");
    }
    inMember = false;
  }

  private long littleEndian32() throws IOException {
    return required() | required() << 8 | required() << 16 | (long) required() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      required();
    }
  }

  private void skipString() throws IOException {
    while (required() != 0) {
      // up to its NUL
    }
  }

  private int required() throws IOException {
    int b = next();
    if (b < 0) {
      throw new EOFException("the gzip data is cut short");
    }
    return b;
  }

  private int next() throws IOException {
    return position < limit || fill() ? input[position++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    System.arraycopy(input, limit - DeflateDecoder.LOOK_AHEAD, input, 0, DeflateDecoder.LOOK_AHEAD);
    position = DeflateDecoder.LOOK_AHEAD;
    limit = position + Math.max(0, in.read(input, position, INPUT_LENGTH));
    return limit > position;
  }

  @Override
  public void close() throws IOException {
    decoder.close();
    in.close();
  }
}
