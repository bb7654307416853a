package io.longshore.migrate.stage;

import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.image.LayoutAnnotations;
import io.longshore.image.SifBuilder;
import io.longshore.migrate.plan.PlanEntry;
import io.longshore.migrate.stage.StagedImage.StagedLayer;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Platform;
import io.longshore.oci.VerifyingInputStream;
import io.longshore.oci.layout.LayoutIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
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

  public Stager(ImageSource images, BlobStore store, Platform platform) {
    this.images = images;
    this.store = store;
    this.platform = platform;
  }

  /**
   * @param folder empty, and on the file system the SIF shall end on
   * @throws io.longshore.oci.FailureException for whatever can be told about the image; layers
   *     fetched until then stay in the store
   */
  public StagedImage stage(PlanEntry.Eligible entry, Path folder) throws IOException {
    final long begin = System.nanoTime();
    String subject = entry.reference().toString();
    ResolvedImage found = images.resolve(entry.reference(), platform);
    BlobSource source = images.blobs(found.repository());
    byte[] configBytes = read(source, found.manifest().config(), "config of " + subject);
    ImageConfig config = ImageConfig.parse(configBytes, subject);
    Map<String, String> annotations = annotations(entry, found).toMap();
    ContainerImage image =
        new ContainerImage(
            found.manifest(), found.manifestDigest(), config, annotations, subject);
    List<StagedLayer> layers = new ArrayList<>();
    for (Descriptor layer : found.manifest().layers().stream().distinct().toList()) {
      store.ensure(layer, source);
      layers.add(new StagedLayer(layer, images.url(found.repository(), layer)));
    }
    Path sif = folder.resolve(entry.names().name() + ".sif");
    SifBuilder.Result built = SifBuilder.of(image, store).build(sif);
    return new StagedImage(
        entry,
        found.manifestDigest(),
        files(found, configBytes, annotations),
        inGit(found),
        layers,
        sif,
        built.digest(),
        built.size(),
        config.created(),
        (System.nanoTime() - begin) / 1e9);
  }

  private LayoutAnnotations annotations(PlanEntry.Eligible entry, ResolvedImage found) {
    return new LayoutAnnotations(
        entry.reference().asAsked(),
        found.repository().toString(),
        found.resolved(),
        found.index().map(Digest::of),
        platform,
        entry.extras(),
        BuildProfile.DEFAULT);
  }

  private static byte[] read(BlobSource source, Descriptor descriptor, String subject)
      throws IOException {
    try (InputStream in =
        new VerifyingInputStream(source.open(descriptor), descriptor, subject)) {
      return in.readAllBytes();
    }
  }

  private static Map<String, byte[]> files(
      ResolvedImage found, byte[] config, Map<String, String> annotations) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("oci-layout", LayoutIndex.marker());
    files.put("index.json", LayoutIndex.json(found.descriptor(), annotations));
    files.put(path(found.manifestDigest()), found.manifestBytes());
    files.put(path(found.manifest().config().digest()), config);
    found.index().ifPresent(index -> files.put(path(found.resolved()), index));
    return files;
  }

  private static List<Digest> inGit(ResolvedImage found) {
    List<Digest> digests = new ArrayList<>();
    digests.add(found.manifestDigest());
    digests.add(found.manifest().config().digest());
    found.index().ifPresent(_ -> digests.add(found.resolved()));
    return digests;
  }

  private static String path(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }
}
