package io.longshore.oci;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out the media type of a manifest or an index. The document itself decides, because a digest
 * proves the document and not the header that came with it: the same document has the same type
 * whichever server gives it.
 */
public final class ManifestType {
  private static final JsonMapper MAPPER = StrangersJson.mapper().build();

  private ManifestType() {}

  /** The type that the document names, or else the one that its fields show. */
  public static Optional<String> of(byte[] bytes) {
    return of(bytes, "");
  }

  /**
   * The type of {@link #of(byte[])}; for a document that shows none, the type in the header.
   *
   * @param announced the media type in the header; empty if it has none
   * @return empty if the document is neither a manifest nor an index
   */
  public static Optional<String> of(byte[] bytes, String announced) {
    JsonNode document;
    try {
      document = MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      // Docker's schema 1 is refused by its type, whatever the document holds.
      return Optional.of(announced).filter(MediaTypes::isDockerSchema1);
    }
    return Stream.of(document.path("mediaType").asString(""), shown(document), announced)
        .filter(ManifestType::isKnown)
        .findFirst();
  }

  private static boolean isKnown(String type) {
    return MediaTypes.isIndex(type)
        || MediaTypes.isManifest(type)
        || MediaTypes.isDockerSchema1(type);
  }

  /**
   * The media type that the fields show: plain web servers that serve a registry's files send no
   * types, and {@code mediaType} is optional.
   */
  private static String shown(JsonNode document) {
    boolean manifest = document.path("config").isObject() && document.path("layers").isArray();
    boolean index = document.path("manifests").isArray();
    if (manifest == index || document.has("mediaType")) {
      return "";
    }
    if (index) {
      return MediaTypes.OCI_INDEX;
    }
    String config = document.path("config").path("mediaType").asString("");
    return config.equals(MediaTypes.DOCKER_CONFIG)
        ? MediaTypes.DOCKER_MANIFEST
        : MediaTypes.OCI_MANIFEST;
  }
}
