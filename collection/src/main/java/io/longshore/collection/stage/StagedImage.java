package io.longshore.collection.stage;

import io.longshore.collection.plan.PlannedImage;
import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image fetched, verified and built, that no commit knows yet.
 *
 * @param content of its layout
 * @param sif empty if only the layout was asked for
 * @param created when the image was built, where its config says so
 * @param seconds spent on it
 */
public record StagedImage(
    PlannedImage planned,
    LayoutContent content,
    List<StagedLayer> layers,
    Optional<StagedSif> sif,
    Optional<Instant> created,
    double seconds) {

  /**
   * @param url where the registry itself serves the layer; none for foreign layers, and for images
   *     that come from no registry
   */
  public record StagedLayer(Descriptor descriptor, Optional<URI> url) {}

  /**
   * @param file in the staging folder
   * @param digest of the file's bytes
   * @param size of the file in bytes
   */
  public record StagedSif(Path file, Digest digest, long size) {}

  /** Size of the compressed layers in bytes. */
  public long layerBytes() {
    return layers.stream().mapToLong(layer -> layer.descriptor().size()).sum();
  }
}
