package io.longshore.oci;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One image for one platform: its config and its layers, lowest first.
 *
 * @param mediaType of the manifest itself, OCI or Docker
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md">OCI image
 *     specification, Image Manifest</a>
 */
public record Manifest(
    String mediaType, Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {

  /** The Linux kernel stacks 500 folders at most, Docker 127 layers. */
  public static final int MOST_LAYERS = 4096;

  public Manifest {
    layers = List.copyOf(layers);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /**
   * Reads a manifest of at most 4 MiB.
   *
   * @param mediaType as announced by whoever served {@code bytes}
   * @param subject the image as the user knows it, for messages
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} for Docker's schema 1 and for
   *     an artifact that is not a container image; {@link FailureKind#MALFORMED} otherwise
   */
  public static Manifest parse(byte[] bytes, String mediaType, String subject)
      throws FailureException {
    JsonDocument document = JsonDocument.parse(bytes, subject);
    ManifestKind.MANIFEST.check(document, mediaType);
    Descriptor config = document.object("config").descriptor();
    if (!MediaTypes.isImageConfig(config.mediaType())) {
      throw notAnImage(subject, config.mediaType());
    }
    List<Descriptor> layers = new ArrayList<>();
    List<JsonDocument> listed = document.objects("layers");
    if (listed.size() > MOST_LAYERS) {
      throw tooManyLayers(subject, listed.size());
    }
    for (JsonDocument layer : listed) {
      Descriptor descriptor = layer.descriptor();
      if (MediaTypes.isEncryptedLayer(descriptor.mediaType())) {
        throw encrypted(subject, descriptor.mediaType());
      }
      if (!MediaTypes.isLayer(descriptor.mediaType())) {
        throw notAnImage(subject, descriptor.mediaType());
      }
      layers.add(descriptor);
    }
    return new Manifest(mediaType, config, layers, document.stringMap("annotations"));
  }

  /** Says that an image has more layers than any runtime could stack. */
  public static FailureException tooManyLayers(String subject, int count) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        "has " + count + " layers; " + MOST_LAYERS + " are possible here",
        "make the image again with fewer layers; no runtime could stack so many");
  }

  private static FailureException encrypted(String subject, String mediaType) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        "has encrypted layers (" + mediaType + "), which are not decrypted here",
        "decrypt the image first, as with: skopeo copy --decryption-key KEY SOURCE oci:DIR");
  }

  private static FailureException notAnImage(String subject, String mediaType) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        "holds " + mediaType + ", which is no part of a container image that can be run",
        "name an image; artifacts such as signatures, charts and models have no file system");
  }
}
