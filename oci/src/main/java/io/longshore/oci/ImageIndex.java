package io.longshore.oci;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A list of manifests, usually one for each platform.
 *
 * @param mediaType of the index itself, OCI or Docker
 * @param flaw why the first of the entries that were left out could not be read
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">OCI image
 *     specification, Image Index</a>
 */
public record ImageIndex(
    String mediaType,
    List<Descriptor> manifests,
    Map<String, String> annotations,
    Optional<String> flaw) {
  /** The annotation of attestations in an index that BuildKit made. */
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  public ImageIndex(String mediaType, List<Descriptor> manifests, Map<String, String> annotations) {
    this(mediaType, manifests, annotations, Optional.empty());
  }

  /**
   * Reads an index of at most 4 MiB, as the {@code index.json} of a layout.
   *
   * @param mediaType as announced by the server of {@code bytes}
   * @param subject the image as the user knows it, for messages
   * @throws FailureException of kind {@link FailureKind#MALFORMED}, also if one entry is
   */
  public static ImageIndex parse(byte[] bytes, String mediaType, String subject)
      throws FailureException {
    JsonDocument document = document(bytes, mediaType, subject);
    List<Descriptor> manifests = new ArrayList<>();
    for (JsonDocument manifest : document.objects("manifests")) {
      manifests.add(manifest.descriptor());
    }
    return new ImageIndex(mediaType, manifests, document.stringMap("annotations"));
  }

  /**
   * Reads an index that somebody published. It lists images for many machines, and an entry that
   * cannot be read is no reason to refuse the others; it is left out and becomes the {@link #flaw}.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if there is no list of entries
   */
  public static ImageIndex parsePublished(byte[] bytes, String mediaType, String subject)
      throws FailureException {
    JsonDocument document = document(bytes, mediaType, subject);
    List<Descriptor> manifests = new ArrayList<>();
    Optional<String> flaw = Optional.empty();
    for (JsonDocument manifest : document.objects("manifests")) {
      try {
        manifests.add(manifest.indexEntry());
      } catch (FailureException e) {
        flaw = flaw.or(() -> Optional.of(e.problem()));
      }
    }
    return new ImageIndex(mediaType, manifests, document.stringMap("annotations"), flaw);
  }

  private static JsonDocument document(byte[] bytes, String mediaType, String subject)
      throws FailureException {
    JsonDocument document = JsonDocument.parse(bytes, subject);
    ManifestKind.INDEX.check(document, mediaType);
    return document;
  }

  /**
   * The manifests and nested indexes. A manifest with several names occurs once. Documents about
   * images are left out: attestations, signatures, bills of materials.
   */
  public List<Descriptor> images() {
    Set<Entry> known = new HashSet<>();
    return manifests.stream()
        .filter(ImageIndex::isImage)
        .filter(image -> known.add(new Entry(image.digest(), image.platform())))
        .toList();
  }

  private record Entry(Digest digest, Optional<Platform> platform) {}

  /**
   * The images of {@link #images} that may run on {@code wanted}. First come the images that name a
   * fitting platform, the highest variant first and otherwise in the order of the index, since the
   * first of equals is meant. Those of a type that says nothing come after the others, since they
   * may be something else. Then come the images that name no platform.
   */
  public List<Descriptor> candidates(Platform wanted) {
    List<Descriptor> candidates = new ArrayList<>();
    List<Descriptor> unnamed = new ArrayList<>();
    for (Descriptor image : images()) {
      if (image.platform().isEmpty()) {
        unnamed.add(image);
      } else if (image.platform().get().runsOn(wanted)) {
        candidates.add(image);
      }
    }
    candidates.sort(
        Comparator.comparing((Descriptor image) -> !MediaTypes.isGeneric(image.mediaType()))
            .thenComparingDouble(ImageIndex::level)
            .reversed());
    candidates.addAll(unnamed);
    return candidates;
  }

  private static double level(Descriptor image) {
    return image.platform().orElseThrow().level().orElse(0);
  }

  private static boolean isImage(Descriptor descriptor) {
    String mediaType = descriptor.mediaType();
    return (mediaType.isEmpty()
            || MediaTypes.isManifest(mediaType)
            || MediaTypes.isIndex(mediaType)
            || MediaTypes.isDockerSchema1(mediaType)
            || (MediaTypes.isGeneric(mediaType) && descriptor.platform().isPresent()))
        && descriptor.artifactType().filter(type -> !MediaTypes.isImageConfig(type)).isEmpty()
        && !descriptor.annotations().containsKey(REFERENCE_TYPE)
        && descriptor.platform().filter(p -> p.os().equals("unknown")).isEmpty();
  }
}
