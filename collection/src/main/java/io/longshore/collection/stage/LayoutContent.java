package io.longshore.collection.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.ground.Digest;
import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.image.ImageProvenance;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.LayoutDocuments;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutPaths;
import io.longshore.oci.registry.ResolvedManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a layout without its layers. It decides the bytes of the SIF.
 *
 * @param container the image, with the annotations of the layout
 * @param files the files for git, by their path in the layout
 * @param inGit digests of the blobs among {@code files}
 */
public record LayoutContent(
    ContainerImage container, Map<String, byte[]> files, List<Digest> inGit) {

  static LayoutContent of(PlannedImage planned, SourceImage source, StagingSettings settings) {
    return of(
        planned.origin(),
        planned.extras(),
        source,
        settings.platformOf(planned),
        settings.profile());
  }

  /**
   * Makes the content of the layout of {@code image}, which comes from {@code origin}, with the
   * additions of a recipe.
   */
  public static LayoutContent of(
      ImageOrigin origin,
      RecipeExtras extras,
      SourceImage source,
      Platform platform,
      BuildProfile profile) {
    LayoutImage image = source.image();
    Digest manifest = image.descriptor().digest();
    Map<String, String> annotations =
        new ImageProvenance(
                origin.recorded(),
                source.repository().map(Repository::toString),
                source.servedIndex().map(ResolvedManifest::digest).orElse(manifest),
                platform,
                extras,
                profile)
            .toMap();
    Map<Digest, byte[]> blobs = new LinkedHashMap<>();
    blobs.put(manifest, image.manifestBytes());
    blobs.put(image.manifest().config().digest(), image.configBytes());
    source.servedIndex().ifPresent(index -> blobs.put(index.digest(), index.bytes()));

    Map<String, byte[]> files = new TreeMap<>();
    String index =
        LayoutDocuments.index(
            image.descriptor(), annotations, source.servedIndex().map(ResolvedManifest::digest));
    files.put(LayoutPaths.OCI_LAYOUT, LayoutDocuments.ociLayout().getBytes(UTF_8));
    files.put(LayoutPaths.INDEX, index.getBytes(UTF_8));
    blobs.forEach((digest, bytes) -> files.put("blobs/sha256/" + digest.hex(), bytes));
    ContainerImage container = ContainerImage.of(image, annotations, origin.recorded());
    return new LayoutContent(container, files, List.copyOf(blobs.keySet()));
  }

  public Digest manifestDigest() {
    return container.manifestDigest();
  }
}
