package io.longshore.loopback;

import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.Manifest;
import java.util.Map;

/**
 * An image in memory.
 *
 * @param descriptor of the manifest, with its platform
 * @param blobs config and layers, by digest
 */
public record MadeImage(
    Descriptor descriptor, byte[] manifestBytes, Manifest manifest, Map<Digest, byte[]> blobs) {

  public MadeImage {
    blobs = Map.copyOf(blobs);
  }

  public Digest digest() {
    return descriptor.digest();
  }

  public byte[] configBytes() {
    return blobs.get(manifest.config().digest());
  }
}
