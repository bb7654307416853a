package io.longshore.oci.layer.inflate;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Decodes with Java's zlib. */
final class ZlibDecoder implements DeflateDecoder {
  private final Inflater inflater = new Inflater(true);

  @Override
  public void reset() {
    inflater.reset();
  }

  @Override
  public void input(byte[] bytes, int offset, int length) {
    inflater.setInput(bytes, offset, length);
  }

  @Override
  public int decode(byte[] out, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(out, offset, length);
    } catch (DataFormatException e) {
      ZipException damaged = new ZipException("damaged deflate data: " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  @Override
  public boolean ended() {
    return inflater.finished();
  }

  @Override
  public int unread() {
    return inflater.getRemaining();
  }

  @Override
  public void close() {
    inflater.end();
  }
}
