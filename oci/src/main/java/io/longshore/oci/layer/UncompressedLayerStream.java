package io.longshore.oci.layer;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The decompressed tar of a layer. The stream counts, limits and hashes the bytes. */
final class UncompressedLayerStream extends InputStream {
  private final InputStream decompressed;
  private final LayerCompression compression;
  private final LayerBlobStream blob;
  private final Layer layer;
  private final LayerLimits limits;
  private final MessageDigest messageDigest = Digest.newMessageDigest();
  private long count;

  /**
   * @param decompressed the decompressed bytes of {@code blob}
   * @param limits the limits; only the number of bytes is checked here
   */
  UncompressedLayerStream(
      InputStream decompressed,
      LayerCompression compression,
      LayerBlobStream blob,
      Layer layer,
      LayerLimits limits) {
    this.decompressed = decompressed;
    this.compression = compression;
    this.blob = blob;
    this.layer = layer;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = readDecompressed(buffer, offset, length);
    if (n > 0) {
      count += n;
      if (count > limits.uncompressedBytes()) {
        throw limits.tooManyBytes(layer.subject(), count);
      }
      messageDigest.update(buffer, offset, n);
    }
    return n;
  }

  private int readDecompressed(byte[] buffer, int offset, int length) throws IOException {
    try {
      return decompressed.read(buffer, offset, length);
    } catch (IOException e) {
      blob.rethrowFailure();
      throw LayerFailures.malformed(
          layer,
          "holds damaged " + compression.name().toLowerCase(java.util.Locale.ROOT) + " data",
          e);
    }
  }

  /** The number of bytes read so far. */
  long count() {
    return count;
  }

  /**
   * Reads the rest and compares the digest of all bytes.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if the digest differs from the
   *     layer's diffID
   */
  void finish() throws IOException {
    drain();
    blob.drain();
    Digest actual = Digest.finish(messageDigest);
    if (!actual.equals(layer.diffId())) {
      throw LayerFailures.malformed(
          layer,
          "unpacks to "
              + actual
              + ", while the configuration of the image promises "
              + layer.diffId(),
          null);
    }
  }

  private void drain() throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (read(buffer, 0, buffer.length) >= 0) {
      // only to hash it
    }
  }

  @Override
  public void close() throws IOException {
    decompressed.close();
  }
}
