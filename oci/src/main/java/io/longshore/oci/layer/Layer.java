package io.longshore.oci.layer;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;

/**
 * One layer of an image.
 *
 * @param descriptor of the blob, as the manifest has it
 * @param diffId digest of the uncompressed tar, as the image's configuration has it
 */
public record Layer(Descriptor descriptor, Digest diffId) {
  /** The layer as messages name it. */
  public String subject() {
    return "layer " + descriptor.digest();
  }
}
