package io.longshore.oci;

import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where blobs come from: a folder, an annex, a registry.
 *
 * <p>Implementations may be called from several threads at once.
 */
public interface BlobSource {
  /**
   * Opens the content of {@code descriptor}. The stream is <em>not</em> checked: who reads it wraps
   * it in a {@link VerifyingInputStream} or hashes it itself.
   *
   * @throws FailureException if the blob is absent or cannot be had, with its class
   * @throws IOException if reading fails
   */
  InputStream open(Descriptor descriptor) throws IOException;

  /** What to type next if the bytes turn out not to be those of {@code descriptor}. */
  default NextStep remedy(Descriptor descriptor) {
    return NextStep.of("fetch it again; if it stays so, the source serves wrong bytes");
  }

  /**
   * Opens the content without its beginning.
   *
   * @param fromByte how many bytes at the start are not wanted, at most its size
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
