package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.ContainerImage;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Checks that the origin recorded in a layout agrees with the content of the layout. */
final class ProvenanceCheck implements Check {
  private static final String REPAIR = "migrate the image again, or repair the annotation";

  @Override
  public String name() {
    return "provenance";
  }

  @Override
  public String claim() {
    return "what layouts say of their origin is what lies in them";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (MigratedImage image : dataset.images()) {
      observations.examine();
      Optional<Descriptor> manifest = image.manifestDescriptor();
      if (manifest.isPresent()) {
        Map<String, String> annotations = image.index().orElseThrow().annotations();
        checkResolved(image, manifest.get(), annotations, observations);
        checkListed(image, manifest.get(), observations);
        checkPlatform(image, annotations, observations);
      }
    }
  }

  private static void checkResolved(
      MigratedImage image,
      Descriptor manifest,
      Map<String, String> annotations,
      Observations observations)
      throws IOException {
    String resolved = annotations.getOrDefault(LayoutAnnotations.DIGEST, "");
    Digest held = image.servedIndex().orElse(manifest.digest());
    if (isDigest(resolved) && !resolved.equals(held.toString())) {
      observations.find(
          image.shown(LayoutPaths.INDEX),
          "says it was made of " + resolved + ", but holds " + held,
          REPAIR);
    }
  }

  private static boolean isDigest(String text) {
    try {
      var _ = Digest.parse(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static void checkListed(
      MigratedImage image, Descriptor manifest, Observations observations) throws IOException {
    Optional<Digest> digest = image.servedIndex();
    Optional<byte[]> bytes =
        digest.isPresent() ? image.file(MigratedImage.blobFile(digest.get())) : Optional.empty();
    if (bytes.isEmpty() || !Digest.of(bytes.get()).equals(digest.get())) {
      return;
    }
    try {
      ImageIndex served = ImageIndex.parsePublished(bytes.get(), MediaTypes.OCI_INDEX, "");
      if (served.manifests().stream().noneMatch(d -> d.digest().equals(manifest.digest()))) {
        observations.find(
            image.shown(LayoutPaths.INDEX),
            "has the manifest "
                + manifest.digest()
                + ", which the index it came from does not list",
            REPAIR);
      }
    } catch (FailureException e) {
      observations.find(image.shown(MigratedImage.blobFile(digest.get())), e.problem(), e.next());
    }
  }

  private static void checkPlatform(
      MigratedImage image, Map<String, String> annotations, Observations observations)
      throws IOException {
    Optional<Platform> own = image.container().map(ContainerImage::platform);
    Optional<Platform> said = platform(annotations.getOrDefault(LayoutAnnotations.PLATFORM, ""));
    if (own.isPresent() && said.isPresent() && !said.get().isSameMachine(own.get())) {
      observations.find(
          image.shown(LayoutPaths.INDEX),
          "says it is for " + said.get() + ", but holds an image for " + own.get(),
          REPAIR);
    }
  }

  private static Optional<Platform> platform(String text) {
    try {
      return Optional.of(Platform.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
