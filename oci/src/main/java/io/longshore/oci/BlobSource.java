package io.longshore.oci;

import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;

/**
 * A source of blobs: a folder, an annex, a registry.
 *
 * <p>Implementations may be called from several threads at once.
 */
public interface BlobSource {
  /**
   * Opens the content of {@code descriptor}. The stream is <em>not</em> verified: the reader wraps
   * it in a {@link VerifyingInputStream} or hashes it itself.
   *
   * @throws FailureException if the blob is absent or cannot be fetched
   * @throws IOException if reading fails
   */
  InputStream open(Descriptor descriptor) throws IOException;

  /** The next step for a user if the bytes do not match {@code descriptor}. */
  default NextStep remedy(Descriptor descriptor) {
    return NextStep.of("fetch it again; if it stays so, the source serves wrong bytes");
  }

  /**
   * Opens the content without its beginning.
   *
   * @param fromByte number of bytes to leave out at the start, at most the size of the blob
   */
  default InputStream open(Descriptor descriptor, long fromByte) throws IOException {
    InputStream in = open(descriptor);
    try {
      in.skipNBytes(fromByte);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
