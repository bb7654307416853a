package io.longshore.oci;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of manifests, as a rule one for each platform.
 *
 * @param mediaType of the index itself, OCI or Docker
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">OCI image
 *     specification, Image Index</a>
 */
public record ImageIndex(
    String mediaType, List<Descriptor> manifests, Map<String, String> annotations) {

  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /**
   * Reads an index of at most 4 MiB.
   *
   * @param mediaType as announced by whoever served {@code bytes}
   * @param subject the image as the user knows it, for messages
   * @throws FailureException of kind {@link FailureKind#MALFORMED}
   */
  public static ImageIndex parse(byte[] bytes, String mediaType, String subject)
      throws FailureException {
    JsonDocument document = JsonDocument.parse(bytes, subject);
    ManifestKind.INDEX.check(document, mediaType);
    List<Descriptor> manifests = new ArrayList<>();
    for (JsonDocument manifest : document.objects("manifests")) {
      manifests.add(manifest.descriptor());
    }
    return new ImageIndex(mediaType, manifests, document.stringMap("annotations"));
  }

  /**
   * Chooses the manifest for {@code wanted}.
   *
   * @param subject the image as the user knows it, for messages
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}, listing what there is, if
   *     none will do
   */
  public Descriptor select(Platform wanted, String subject) throws FailureException {
    return PlatformMatcher.select(wanted, manifests, subject);
  }

  /** The manifests and nested indexes, without the attestations that stand beside them. */
  public List<Descriptor> images() {
    return manifests.stream().filter(PlatformMatcher::isImage).toList();
  }
}
