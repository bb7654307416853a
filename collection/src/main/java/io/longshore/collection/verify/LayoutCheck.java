package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import io.longshore.image.ImageProvenance;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.StrangersJson;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.oci.layout.LayoutDocuments;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks {@code oci-layout} and {@code index.json}: one manifest, and annotations that record its
 * origin.
 */
final class LayoutCheck implements Check {
  private static final JsonMapper JSON = StrangersJson.mapper().build();
  private static final List<String> REQUIRED =
      List.of(
          LayoutAnnotations.SOURCE,
          LayoutAnnotations.DIGEST,
          LayoutAnnotations.PLATFORM,
          LayoutAnnotations.FORMAT_VERSION,
          LayoutAnnotations.COMPRESSION,
          LayoutAnnotations.LEVEL,
          LayoutAnnotations.BLOCK_SIZE);

  @Override
  public String name() {
    return "layout";
  }

  @Override
  public String claim() {
    return "every layout has one manifest and says where it came from";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (MigratedImage image : dataset.images()) {
      observations.examine();
      checkVersion(image, observations);
      checkIndex(image, observations);
    }
  }

  private static void checkVersion(MigratedImage image, Observations observations)
      throws IOException {
    Optional<byte[]> bytes = image.file(LayoutPaths.OCI_LAYOUT);
    if (bytes.isEmpty() || !version(bytes.get()).equals(LayoutPaths.VERSION)) {
      observations.find(
          image.shown(LayoutPaths.OCI_LAYOUT),
          bytes.isEmpty()
              ? "is not in git"
              : "does not say that this is an image layout of version " + LayoutPaths.VERSION,
          NextStep.of(
              "its content is to be {}", LayoutDocuments.ociLayout().replaceAll("\\s+", "")));
    }
  }

  private static String version(byte[] bytes) {
    try {
      return JSON.readTree(bytes).path("imageLayoutVersion").asString("");
    } catch (JacksonException _) {
      return "";
    }
  }

  private static void checkIndex(MigratedImage image, Observations observations)
      throws IOException {
    String subject = image.shown(LayoutPaths.INDEX).value();
    NextStep restore =
        NextStep.of("git -C images-oci log -- {}", image.folder() + "/" + LayoutPaths.INDEX);
    Optional<byte[]> bytes = image.file(LayoutPaths.INDEX);
    if (bytes.isEmpty()) {
      observations.find(
          subject, "is not in git", NextStep.of("find a commit that had it: ").then(restore));
      return;
    }
    ImageIndex index;
    try {
      index = ImageIndex.parse(bytes.get(), MediaTypes.OCI_INDEX, subject);
    } catch (FailureException e) {
      observations.find(
          e.subject(),
          e.problem(),
          NextStep.of("find a commit where it was whole: ").then(restore));
      return;
    }
    checkManifests(index.manifests(), subject, observations);
    checkAnnotations(index.annotations(), subject, observations);
  }

  private static void checkManifests(
      List<Descriptor> manifests, String subject, Observations observations) {
    if (manifests.size() != 1) {
      observations.find(
          subject,
          "names " + manifests.size() + " manifests; Apptainer takes a layout with exactly one",
          "leave the one whose SIF is in images/, as 'oci_cmd' and 'longshore build' use it");
    } else if (!MediaTypes.isManifest(manifests.getFirst().mediaType())) {
      observations.find(
          subject,
          "names a " + manifests.getFirst().mediaType() + " where an image manifest is to stand",
          "name the manifest of the platform that was chosen");
    }
  }

  private static void checkAnnotations(
      Map<String, String> annotations, String subject, Observations observations) {
    List<String> missing = missing(annotations);
    if (!missing.isEmpty()) {
      observations.find(
          subject,
          "has no annotation " + String.join(", ", missing),
          NextStep.of(
              "have it made anew, as no SIF can be rebuilt without: longshore add REFERENCE"
                  + " --update --image {}",
              subject.substring(0, subject.lastIndexOf('/'))));
      return;
    }
    try {
      ImageProvenance.extrasIn(annotations, subject);
      ImageProvenance.profileIn(annotations, subject);
    } catch (FailureException e) {
      observations.find(e);
    }
    checkValue(LayoutAnnotations.DIGEST, annotations, Digest::parse, subject, observations);
    checkValue(LayoutAnnotations.PLATFORM, annotations, Platform::parse, subject, observations);
  }

  /** The missing annotations without which a SIF cannot be rebuilt with the same bytes. */
  static List<String> missing(Map<String, String> annotations) {
    return Stream.concat(
            REQUIRED.stream(),
            Stream.of(LayoutAnnotations.REPOSITORY)
                .filter(_ -> !MigratedImage.isLocal(annotations)))
        .filter(name -> annotations.getOrDefault(name, "").isEmpty())
        .toList();
  }

  private static void checkValue(
      String annotation,
      Map<String, String> annotations,
      Function<String, ?> parser,
      String subject,
      Observations observations) {
    try {
      var _ = parser.apply(annotations.get(annotation));
    } catch (IllegalArgumentException e) {
      observations.find(
          subject,
          "annotation " + annotation + " cannot be read: " + e.getMessage(),
          "migrate the image again, or repair the annotation");
    }
  }
}
