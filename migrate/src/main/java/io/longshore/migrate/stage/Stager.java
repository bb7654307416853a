package io.longshore.migrate.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.image.ImageProvenance;
import io.longshore.image.SifBuilder;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.BlockCacheSession;
import io.longshore.migrate.plan.PlanEntry;
import io.longshore.migrate.stage.StagedImage.StagedLayer;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.Platform;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.LayoutDocuments;
import io.longshore.oci.layout.LayoutPaths;
import io.longshore.oci.registry.ResolvedImage;
import io.longshore.oci.registry.ResolvedManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fetches an image and builds its SIF, in a folder of its own. Knows nothing of git: what it does
 * depends on the plan entry and the sources alone. Safe for several threads.
 */
public final class Stager {
  private final ImageSource images;
  private final BlobStore store;
  private final Platform platform;
  private final BuildProfile profile;
  private final BlockCache cache;

  /**
   * @param profile recorded in the layout, and the SIF built to it
   */
  public Stager(
      ImageSource images,
      BlobStore store,
      Platform platform,
      BuildProfile profile,
      BlockCache cache) {
    this.images = images;
    this.store = store;
    this.platform = platform;
    this.profile = profile;
    this.cache = cache;
  }

  /**
   * @param folder empty, and on the file system the SIF shall end on
   * @throws io.longshore.oci.FailureException for whatever can be told about the image; layers
   *     fetched until then stay in the store
   */
  public StagedImage stage(PlanEntry.Eligible entry, Path folder) throws IOException {
    final long begin = System.nanoTime();
    ResolvedImage found = images.resolve(entry.reference(), platform);
    Repository repository = found.reference().repository();
    Map<String, String> annotations = provenance(entry, found).toMap();
    ContainerImage image =
        new ContainerImage(
            found.manifest(),
            found.document().digest(),
            found.config(),
            annotations,
            entry.reference().asAsked());
    List<StagedLayer> layers = new ArrayList<>();
    for (Descriptor layer : found.manifest().layers().stream().distinct().toList()) {
      store.ensure(layer, images.blobs(repository));
      layers.add(new StagedLayer(layer, images.url(repository, layer)));
    }
    Path sif = folder.resolve(entry.names().name() + ".sif");
    SifBuilder.Result built = build(image, sif);
    Map<Digest, byte[]> inGit = documents(found);
    return new StagedImage(
        entry,
        found.document().digest(),
        files(found, inGit, annotations),
        List.copyOf(inGit.keySet()),
        layers,
        sif,
        built.digest(),
        built.size(),
        found.config().created(),
        (System.nanoTime() - begin) / 1e9);
  }

  private SifBuilder.Result build(ContainerImage image, Path sif) throws IOException {
    try (BlockCacheSession blocks = cache.open()) {
      return SifBuilder.of(image, store).withBlockCache(blocks).build(sif);
    }
  }

  private ImageProvenance provenance(PlanEntry.Eligible entry, ResolvedImage found) {
    return new ImageProvenance(
        entry.reference().asAsked(),
        found.reference().repository().toString(),
        found.served().orElse(found.document()).digest(),
        platform,
        entry.extras(),
        profile);
  }

  private static Map<Digest, byte[]> documents(ResolvedImage found) {
    Map<Digest, byte[]> documents = new LinkedHashMap<>();
    documents.put(found.document().digest(), found.document().bytes());
    documents.put(found.manifest().config().digest(), found.configBytes());
    found.served().ifPresent(index -> documents.put(index.digest(), index.bytes()));
    return documents;
  }

  private static Map<String, byte[]> files(
      ResolvedImage found, Map<Digest, byte[]> documents, Map<String, String> annotations) {
    Map<String, byte[]> files = new TreeMap<>();
    String index =
        LayoutDocuments.index(
            found.document().descriptor(),
            annotations,
            found.served().map(ResolvedManifest::digest));
    files.put(LayoutPaths.OCI_LAYOUT, LayoutDocuments.ociLayout().getBytes(UTF_8));
    files.put(LayoutPaths.INDEX, index.getBytes(UTF_8));
    documents.forEach((digest, bytes) -> files.put(path(digest), bytes));
    return files;
  }

  private static String path(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }
}
