package io.longshore.oci.layer.inflate;

import java.util.zip.ZipException;

/**
 * Decodes one DEFLATE stream after the other from input handed over piece by piece.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
public sealed interface DeflateDecoder extends AutoCloseable permits ZlibDecoder, IsaDecoder {

  /** The most bytes of earlier pieces of input that {@link #unread} may count. */
  int LOOK_AHEAD = 8;

  /** The quickest there is on this machine; what it decodes is the same with each. */
  static DeflateDecoder create() {
    return IsaLibrary.find().<DeflateDecoder>map(IsaDecoder::new).orElseGet(ZlibDecoder::new);
  }

  /** Starts with the next stream. */
  void reset();

  /** Hands over the next piece of input; all of the one before has been consumed. */
  void input(byte[] bytes, int offset, int length);

  /**
   * @return how many bytes were written to {@code out}; 0 when the stream has ended or needs input
   * @throws ZipException if the data are damaged
   */
  int decode(byte[] out, int offset, int length) throws ZipException;

  /** Whether the stream's last block has been decoded and all of it returned. */
  boolean ended();

  /**
   * How many of the bytes handed over lie after the end of the stream: all that are left of the
   * last piece, and up to {@value #LOOK_AHEAD} of the pieces before.
   */
  int unread();

  @Override
  void close();
}
