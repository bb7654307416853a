package io.longshore.migrate.stage;

import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.Manifest;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.util.Optional;

/**
 * An image found: its manifest as served, no layer yet.
 *
 * @param repository the canonical one, whichever mirror answered
 * @param resolved what the reference led to: the index's digest, or the manifest's
 * @param index bytes of the index as served, if the reference led to one
 * @param descriptor of the manifest chosen
 * @param manifestBytes as served
 */
public record ResolvedImage(
    Reference reference,
    Repository repository,
    Digest resolved,
    Optional<byte[]> index,
    Descriptor descriptor,
    byte[] manifestBytes,
    Manifest manifest) {

  public Digest manifestDigest() {
    return descriptor.digest();
  }

  /** Size of the compressed layers in bytes. */
  public long layerBytes() {
    return manifest.layers().stream().mapToLong(Descriptor::size).sum();
  }
}
