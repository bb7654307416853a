package io.longshore.cli.build;

import io.longshore.collection.stage.LayoutContent;
import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import io.longshore.oci.TalliedBlobSource;
import java.util.List;
import java.util.Optional;

/**
 * An image that was found at its source. No layer has been read yet.
 *
 * @param profile the build profile of its SIF
 * @param fetched facts about the image if it comes from a registry
 */
record BuildInput(
    ContainerImage image, BlobSource blobs, BuildProfile profile, Optional<Fetched> fetched) {

  /**
   * An image on a registry.
   *
   * @param reference the reference that the user typed
   * @param content the content of its layout, without the layers
   * @param tally counts the fetched bytes of the layers
   */
  record Fetched(Reference reference, LayoutContent content, TalliedBlobSource tally) {
    /** The reference by digest, by which anybody finds the same image again. */
    String byDigest() {
      return reference.repository() + "@" + content.manifestDigest();
    }
  }

  List<Descriptor> layers() {
    return image.manifest().layers();
  }

  /**
   * The size of the stored layers in bytes. A layer that occurs several times is counted as often
   * as one pass reads it.
   */
  long layerBytes() {
    return layers().stream().mapToLong(Descriptor::size).sum();
  }
}
