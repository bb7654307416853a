package io.longshore.collection.stage;

import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.StagedImage.StagedLayer;
import io.longshore.collection.stage.StagedImage.StagedSif;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.SifBuilder;
import io.longshore.image.cache.BlockCacheSession;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MeteredBlobSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches an image and builds its SIF in a folder of its own. The stager does not use git: its
 * result depends only on the planned image and the sources. Safe for several threads.
 */
public final class Stager {
  private final ImageSource images;
  private final BlobStore store;
  private final StagingSettings settings;
  private final Turns downloads;
  private final Turns builds;
  private final WorkObserver observer;
  private final Map<Digest, PlannedImage> fetching = new ConcurrentHashMap<>();

  public Stager(
      ImageSource images, BlobStore store, StagingSettings settings, WorkObserver observer) {
    this.downloads = new Turns(settings.limits().downloads());
    this.builds = new Turns(settings.limits().builds());
    this.observer = observer;
    this.images = images;
    this.store = store;
    this.settings = settings;
  }

  /**
   * An image found at its source. No layer is fetched yet.
   *
   * @param content the content of its layout
   */
  public record Resolved(PlannedImage planned, SourceImage source, LayoutContent content) {}

  /**
   * @throws io.longshore.ground.FailureException if there is no such image, or it cannot be read
   */
  public Resolved resolve(PlannedImage planned) throws IOException {
    observer.begun(planned, new WorkStep.LookUp());
    SourceImage source = images.resolve(planned.origin(), settings.platformOf(planned));
    return new Resolved(planned, source, LayoutContent.of(planned, source, settings));
  }

  /**
   * Fetches the layers that the store lacks, and builds the SIF if one is planned.
   *
   * @param folder an empty folder on the file system on which the SIF will be kept
   * @throws io.longshore.ground.FailureException if the image cannot be fetched or built; layers
   *     fetched until then stay in the store
   */
  public StagedImage stage(Resolved found, Path folder) throws IOException {
    final long begin = System.nanoTime();
    PlannedImage planned = found.planned();
    List<StagedLayer> layers = downloads.one(() -> fetchLayers(found));
    Optional<StagedSif> sif = Optional.empty();
    if (planned.withSif()) {
      Path file = folder.resolve(planned.names().name() + ".sif");
      SifBuilder.Result built = buildInTurn(found, file);
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
    List<Descriptor> needed = source.image().manifest().layers().stream().distinct().toList();
    WorkStep step = new WorkStep.Fetch(needed);
    observer.begun(found.planned(), step);
    List<StagedLayer> layers = new ArrayList<>();
    for (Descriptor layer : needed) {
      fetch(layer, found, step);
      layers.add(new StagedLayer(layer, source.url(layer)));
    }
    return layers;
  }

  private void fetch(Descriptor layer, Resolved found, WorkStep step) throws IOException {
    PlannedImage image = found.planned();
    PlannedImage other = fetching.putIfAbsent(layer.digest(), image);
    try {
      if (other != null) {
        observer.begun(image, new WorkStep.AwaitLayer(other.names().name()));
      }
      BlobSource metered =
          new MeteredBlobSource(
              found.source().blobs(), count -> observer.fetched(image, layer, count));
      store.ensure(layer, metered);
      observer.here(image, layer);
      if (other != null) {
        observer.begun(image, step);
      }
    } finally {
      fetching.remove(layer.digest(), image);
    }
  }

  private static long bytes(List<Descriptor> layers) {
    return layers.stream().mapToLong(Descriptor::size).sum();
  }

  // The memory may suffice for this image alone, but not while others are built.
  private SifBuilder.Result buildInTurn(Resolved found, Path sif) throws IOException {
    observer.begun(found.planned(), new WorkStep.AwaitBuild());
    try {
      return builds.one(() -> build(found, sif));
    } catch (FailureException e) {
      if (!builds.isShared() || !(e.getCause() instanceof OutOfMemoryError)) {
        throw e;
      }
    }
    observer.begun(found.planned(), new WorkStep.AwaitBuild());
    return builds.alone(() -> build(found, sif));
  }

  private SifBuilder.Result build(Resolved found, Path sif) throws IOException {
    PlannedImage planned = found.planned();
    List<Descriptor> layers = found.source().image().manifest().layers();
    BlobSource metered =
        BuildReading.of(
            store,
            bytes(layers),
            toRead -> observer.begun(planned, new WorkStep.Build(toRead)),
            count -> observer.advanced(planned, count));
    try (BlockCacheSession blocks = settings.blockCache().open()) {
      return SifBuilder.of(found.content().container(), metered)
          .withLimits(settings.layerLimits())
          .withBlockCache(blocks)
          .build(sif);
    }
  }
}
