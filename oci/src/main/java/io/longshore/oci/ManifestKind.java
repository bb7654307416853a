package io.longshore.oci;

import io.longshore.ground.FailureException;
import java.util.Optional;

/** The two kinds of documents that a registry serves under {@code /manifests/}. */
enum ManifestKind {
  INDEX,
  MANIFEST;

  static Optional<ManifestKind> of(String mediaType) {
    if (MediaTypes.isIndex(mediaType)) {
      return Optional.of(INDEX);
    }
    return MediaTypes.isManifest(mediaType) ? Optional.of(MANIFEST) : Optional.empty();
  }

  /**
   * Checks that the kind that a document names agrees with its announced media type.
   *
   * @param announced the media type in a Content-Type header or a descriptor; empty if they have
   *     none
   */
  void check(JsonDocument document, String announced) throws FailureException {
    if (MediaTypes.isDockerSchema1(announced)) {
      throw DockerSchema1.unsupported(document.subject());
    }
    document.requireSchemaVersion2();
    for (String mediaType :
        new String[] {announced, document.optionalString("mediaType").orElse("")}) {
      if (!mediaType.isEmpty() && of(mediaType).filter(this::equals).isEmpty()) {
        throw document.malformed(
            "has the media type " + mediaType + ", which is not an image " + noun());
      }
    }
  }

  private String noun() {
    return switch (this) {
      case INDEX -> "index";
      case MANIFEST -> "manifest";
    };
  }
}
