package io.longshore.oci.layer;

import io.longshore.ground.NextStep;
import io.longshore.oci.VerifyingInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The compressed bytes of a layer, checked against its descriptor. The stream remembers why reading
 * failed, because decompressors do not always pass on the exceptions of their source.
 */
final class LayerBlobStream extends FilterInputStream {
  private IOException failure;

  LayerBlobStream(InputStream blob, Layer layer, NextStep remedy) {
    super(new VerifyingInputStream(blob, layer.descriptor(), layer.subject(), remedy));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Throws the last exception of reading again, if there was one. */
  void rethrowFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Reads to the end, where size and digest are checked. */
  void drain() throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (read(buffer, 0, buffer.length) >= 0) {
      // only to hash it
    }
  }
}
