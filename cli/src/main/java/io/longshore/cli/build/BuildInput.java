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
 * An image that was found at its source, of which no layer was read.
 *
 * @param profile that its SIF is built to
 * @param fetched what is known of it if it comes from a registry
 */
record BuildInput(
    ContainerImage image, BlobSource blobs, BuildProfile profile, Optional<Fetched> fetched) {

  /**
   * An image on a registry.
   *
   * @param reference as asked
   * @param content what a layout of it holds beside the layers
   * @param tally of all that is fetched of the layers
   */
  record Fetched(Reference reference, LayoutContent content, TalliedBlobSource tally) {
    /** By which anybody finds the same image again. */
    String byDigest() {
      return reference.repository() + "@" + content.manifestDigest();
    }
  }

  List<Descriptor> layers() {
    return image.manifest().layers();
  }

  /** Bytes of the layers as they are stored, each counted as often as it is read in one pass. */
  long layerBytes() {
    return layers().stream().mapToLong(Descriptor::size).sum();
  }
}
