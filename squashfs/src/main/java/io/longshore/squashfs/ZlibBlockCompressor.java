package io.longshore.squashfs;

import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Wraps libdeflate's raw deflate stream as zlib data: 2 bytes of header, the stream, Adler-32 of
 * the plain bytes (big-endian).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1950#section-2.2">RFC 1950, section 2.2</a>
 */
final class ZlibBlockCompressor implements BlockCompressor {
  private static final int HEADER_LENGTH = 2;
  private static final int TRAILER_LENGTH = 4;

  /** Method deflate, window 32 KiB. */
  private static final int METHOD_AND_WINDOW = 0x78;

  private final DeflateNativeCompressor deflate;
  private final byte flags;
  private byte[] buffer = new byte[0];

  private ZlibBlockCompressor(DeflateNativeCompressor deflate, byte flags) {
    this.deflate = deflate;
    this.flags = flags;
  }

  static ZlibBlockCompressor create(int level) throws CompressorUnavailableException {
    try {
      return new ZlibBlockCompressor(new DeflateNativeCompressor(level), flags(level));
    } catch (IllegalStateException | LinkageError e) {
      throw new CompressorUnavailableException("libdeflate", e);
    }
  }

  @Override
  public byte[] compress(byte[] plain, int length) {
    int bound = HEADER_LENGTH + deflate.maxCompressedLength(length) + TRAILER_LENGTH;
    if (buffer.length < bound) {
      buffer = new byte[bound];
    }
    int deflated =
        deflate.compress(plain, 0, length, buffer, HEADER_LENGTH, buffer.length - HEADER_LENGTH);
    int total = HEADER_LENGTH + deflated + TRAILER_LENGTH;
    if (total >= length) {
      return new byte[0];
    }
    buffer[0] = METHOD_AND_WINDOW;
    buffer[1] = flags;
    Adler32 adler = new Adler32();
    adler.update(plain, 0, length);
    int checksum = (int) adler.getValue();
    for (int i = 0; i < TRAILER_LENGTH; i++) {
      buffer[HEADER_LENGTH + deflated + i] = (byte) (checksum >>> (24 - 8 * i));
    }
    return Arrays.copyOf(buffer, total);
  }

  /**
   * The second header byte: the compression level in the upper two bits, and a check value that
   * makes the 16-bit header a multiple of 31.
   */
  private static byte flags(int level) {
    int effort = level < 2 ? 0 : level < 6 ? 1 : level == 6 ? 2 : 3;
    int unchecked = (METHOD_AND_WINDOW << 8) | (effort << 6);
    return (byte) (unchecked + 31 - unchecked % 31);
  }
}
