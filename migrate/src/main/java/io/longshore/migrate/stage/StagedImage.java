package io.longshore.migrate.stage;

import io.longshore.migrate.plan.PlanEntry;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image fetched, verified and built, that no commit knows yet.
 *
 * @param manifestDigest of the image manifest chosen
 * @param files the layout's small files by their path in it, as they go into git
 * @param inGit digests of those of {@code files} that are blobs
 * @param layers from the lowest up
 * @param sif the SIF, in the staging folder
 * @param sifDigest of the SIF's bytes
 * @param created when the image was built, where its config says so
 * @param seconds spent on it
 */
public record StagedImage(
    PlanEntry.Eligible entry,
    Digest manifestDigest,
    Map<String, byte[]> files,
    List<Digest> inGit,
    List<StagedLayer> layers,
    Path sif,
    Digest sifDigest,
    long sifBytes,
    Optional<Instant> created,
    double seconds) {

  /**
   * @param url where the registry itself serves the layer; none for foreign layers
   */
  public record StagedLayer(Descriptor descriptor, Optional<URI> url) {}

  /** Size of the compressed layers in bytes. */
  public long layerBytes() {
    return layers.stream().mapToLong(layer -> layer.descriptor().size()).sum();
  }
}
