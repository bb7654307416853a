package io.longshore.oci.registry;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Repository;

/**
 * A manifest or an index, byte for byte as served.
 *
 * @param repository the canonical name of the repository, even if a mirror answered
 * @param digest of {@code bytes}
 * @param bytes not to be changed
 */
public record ResolvedManifest(
    Repository repository, Digest digest, String mediaType, byte[] bytes) {

  public boolean isIndex() {
    return MediaTypes.isIndex(mediaType);
  }

  public Descriptor descriptor() {
    return new Descriptor(mediaType, digest, bytes.length);
  }
}
