package io.longshore.migrate.stage;

import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.BlockCacheSession;
import io.longshore.migrate.plan.PlannedImage;
import io.longshore.migrate.stage.StagedImage.StagedLayer;
import io.longshore.migrate.stage.StagedImage.StagedSif;
import io.longshore.oci.Descriptor;
import io.longshore.oci.FailureException;
import io.longshore.oci.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches an image and builds its SIF, in a folder of its own. Knows nothing of git: what it does
 * depends on the planned image and the sources alone. Safe for several threads.
 */
public final class Stager {
  private final ImageSource images;
  private final BlobStore store;
  private final Platform platform;
  private final BuildProfile profile;
  private final BlockCache cache;
  private final Turns downloads;
  private final Turns builds;

  /**
   * @param profile recorded in the layout, and the SIF built to it
   */
  public Stager(
      ImageSource images,
      BlobStore store,
      Platform platform,
      BuildProfile profile,
      BlockCache cache,
      StagingLimits limits) {
    this.downloads = new Turns(limits.downloads());
    this.builds = new Turns(limits.builds());
    this.images = images;
    this.store = store;
    this.platform = platform;
    this.profile = profile;
    this.cache = cache;
  }

  /**
   * An image found at its source, of which no layer was fetched.
   *
   * @param content what its layout will hold
   */
  public record Resolved(PlannedImage planned, SourceImage source, LayoutContent content) {}

  /**
   * @throws io.longshore.oci.FailureException if there is no such image, or it cannot be had
   */
  public Resolved resolve(PlannedImage planned) throws IOException {
    SourceImage source = images.resolve(planned.origin(), platform);
    return new Resolved(planned, source, LayoutContent.of(planned, source, platform, profile));
  }

  /**
   * Fetches what the store lacks, and builds the SIF if one is planned.
   *
   * @param folder empty, and on the file system the SIF shall end on
   * @throws io.longshore.oci.FailureException for whatever can be told about the image; layers
   *     fetched until then stay in the store
   */
  public StagedImage stage(Resolved found, Path folder) throws IOException {
    final long begin = System.nanoTime();
    PlannedImage planned = found.planned();
    List<StagedLayer> layers = downloads.one(() -> fetchLayers(found));
    Optional<StagedSif> sif = Optional.empty();
    if (planned.withSif()) {
      Path file = folder.resolve(planned.names().name() + ".sif");
      SifBuilder.Result built = buildInTurn(found.content().container(), file);
      sif = Optional.of(new StagedSif(file, built.digest(), built.size()));
    }
    return new StagedImage(
        planned,
        found.content(),
        layers,
        sif,
        found.source().image().config().created(),
        (System.nanoTime() - begin) / 1e9);
  }

  private List<StagedLayer> fetchLayers(Resolved found) throws IOException {
    SourceImage source = found.source();
    List<StagedLayer> layers = new ArrayList<>();
    for (Descriptor layer : source.image().manifest().layers().stream().distinct().toList()) {
      store.ensure(layer, source.blobs());
      layers.add(new StagedLayer(layer, source.url(layer)));
    }
    return layers;
  }

  // Memory that is enough for an image may be too little while others are built.
  private SifBuilder.Result buildInTurn(ContainerImage image, Path sif) throws IOException {
    try {
      return builds.one(() -> build(image, sif));
    } catch (FailureException e) {
      if (!builds.isShared() || !(e.getCause() instanceof OutOfMemoryError)) {
        throw e;
      }
    }
    return builds.alone(() -> build(image, sif));
  }

  private SifBuilder.Result build(ContainerImage image, Path sif) throws IOException {
    try (BlockCacheSession blocks = cache.open()) {
      return SifBuilder.of(image, store).withBlockCache(blocks).build(sif);
    }
  }
}
