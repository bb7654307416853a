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
 * An image that is fetched, verified and built, but named by no commit yet.
 *
 * @param content the content of its layout
 * @param sif empty if only the layout was asked for
 * @param created the time at which the image was made, if its config records it
 * @param seconds spent on fetching and building
 */
public record StagedImage(
    PlannedImage planned,
    LayoutContent content,
    List<StagedLayer> layers,
    Optional<StagedSif> sif,
    Optional<Instant> created,
    double seconds) {

  /**
   * @param url the URL at which the registry itself serves the layer; empty for foreign layers and
   *     for images that come from no registry
   */
  public record StagedLayer(Descriptor descriptor, Optional<URI> url) {}

  /**
   * @param file the file in the staging folder
   * @param digest of the file's bytes
   * @param size of the file in bytes
   */
  public record StagedSif(Path file, Digest digest, long size) {}

  /** The same image, of which something else is wanted. */
  public StagedImage plannedAs(PlannedImage other) {
    return new StagedImage(other, content, layers, sif, created, seconds);
  }

  /** Size of the compressed layers in bytes. */
  public long layerBytes() {
    return layers.stream().mapToLong(layer -> layer.descriptor().size()).sum();
  }
}
