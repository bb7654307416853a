package io.longshore.oci.layer;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;

/**
 * One layer of an image.
 *
 * @param descriptor of the blob, from the manifest
 * @param diffId digest of the uncompressed tar, from the configuration of the image
 */
public record Layer(Descriptor descriptor, Digest diffId) {
  /** The name of the layer in messages. */
  public String subject() {
    return "layer " + descriptor.digest();
  }
}
