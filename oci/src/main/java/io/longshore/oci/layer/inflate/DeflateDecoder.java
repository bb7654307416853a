package io.longshore.oci.layer.inflate;

import java.util.zip.ZipException;

/**
 * Decodes one DEFLATE stream after the other from pieces of input.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
public sealed interface DeflateDecoder extends AutoCloseable permits ZlibDecoder, IsaDecoder {

  /** The most bytes of earlier pieces of input that {@link #unread} may count. */
  int LOOK_AHEAD = 8;

  /** Makes the fastest decoder of this machine. All decoders give the same bytes. */
  static DeflateDecoder create() {
    return IsaLibrary.find().<DeflateDecoder>map(IsaDecoder::new).orElseGet(ZlibDecoder::new);
  }

  /** Begins the next stream. */
  void reset();

  /** Sets the next piece of input. The piece before must be consumed. */
  void input(byte[] bytes, int offset, int length);

  /**
   * @return the number of bytes written to {@code out}; 0 if the stream has ended or needs input
   * @throws ZipException if the data are damaged
   */
  int decode(byte[] out, int offset, int length) throws ZipException;

  /** Whether the last block of the stream is decoded and all its bytes are returned. */
  boolean ended();

  /**
   * The number of input bytes behind the end of the stream: the rest of the last piece, and up to
   * {@value #LOOK_AHEAD} bytes of the pieces before.
   */
  int unread();

  @Override
  void close();
}
