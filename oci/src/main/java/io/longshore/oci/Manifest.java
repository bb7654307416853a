package io.longshore.oci;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The manifest of an image for one platform: its config and its layers, lowest first.
 *
 * @param mediaType of the manifest itself, OCI or Docker
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md">OCI image
 *     specification, Image Manifest</a>
 */
public record Manifest(
    String mediaType, Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {

  /**
   * The most layers that are accepted. The Linux kernel stacks at most 500 folders, Docker at most
   * 127 layers.
   */
  public static final int MOST_LAYERS = 4096;

  public Manifest {
    layers = List.copyOf(layers);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /** The purpose of a manifest. */
  public enum Role {
    IMAGE,
    /**
     * It has the form of an image, but names another artifact type or belongs to another manifest.
     */
    REFERRER,
    /** Its config or a layer is not part of an image: a signature, a chart, a bill of materials. */
    ARTIFACT
  }

  /**
   * @param mediaType as announced by the server of {@code bytes}
   * @param subject the image as the user knows it, for messages
   * @throws FailureException as {@link #parse}, except for an artifact
   */
  public static Role roleOf(byte[] bytes, String mediaType, String subject)
      throws FailureException {
    JsonDocument document = JsonDocument.parse(bytes, subject);
    ManifestKind.MANIFEST.check(document, mediaType);
    Descriptor config = document.object("config").descriptor();
    if (typeOfNoImage(config, layers(document, subject)).isPresent()) {
      return Role.ARTIFACT;
    }
    boolean saysSo =
        document
            .optionalString("artifactType")
            .filter(type -> !type.isEmpty() && !MediaTypes.isImageConfig(type))
            .isPresent();
    return saysSo || document.optionalObject("subject").isPresent() ? Role.REFERRER : Role.IMAGE;
  }

  /**
   * Reads a manifest of at most 4 MiB.
   *
   * @param mediaType as announced by the server of {@code bytes}; empty if it announced none
   * @param subject the image as the user knows it, for messages
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} for Docker's schema 1, for
   *     encrypted layers and for an artifact that is not a container image; {@link
   *     FailureKind#MALFORMED} otherwise
   */
  public static Manifest parse(byte[] bytes, String mediaType, String subject)
      throws FailureException {
    JsonDocument document = JsonDocument.parse(bytes, subject);
    ManifestKind.MANIFEST.check(document, mediaType);
    Descriptor config = document.object("config").descriptor();
    List<Descriptor> layers = layers(document, subject);
    Optional<String> wrong = typeOfNoImage(config, layers);
    if (wrong.isPresent()) {
      throw notAnImage(subject, wrong.get());
    }
    for (Descriptor layer : layers) {
      if (MediaTypes.isEncryptedLayer(layer.mediaType())) {
        throw encrypted(subject, layer.mediaType());
      }
    }
    String own =
        document
            .optionalString("mediaType")
            .filter(type -> !type.isEmpty())
            .orElse(MediaTypes.OCI_MANIFEST);
    return new Manifest(
        mediaType.isEmpty() ? own : mediaType, config, layers, document.stringMap("annotations"));
  }

  private static List<Descriptor> layers(JsonDocument document, String subject)
      throws FailureException {
    List<JsonDocument> listed = document.objects("layers");
    if (listed.size() > MOST_LAYERS) {
      throw tooManyLayers(subject, listed.size());
    }
    List<Descriptor> layers = new ArrayList<>();
    for (JsonDocument layer : listed) {
      layers.add(layer.descriptor());
    }
    return layers;
  }

  private static Optional<String> typeOfNoImage(Descriptor config, List<Descriptor> layers) {
    if (!MediaTypes.isImageConfig(config.mediaType())) {
      return Optional.of(config.mediaType());
    }
    return layers.stream()
        .map(Descriptor::mediaType)
        .filter(type -> !MediaTypes.isLayer(type) && !MediaTypes.isEncryptedLayer(type))
        .findFirst();
  }

  /** The failure for an image with more than {@link #MOST_LAYERS} layers. */
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
        "holds "
            + (mediaType.isEmpty() ? "a layer without media type" : mediaType)
            + ", which is no part of a container image that can be run",
        "name an image; artifacts such as signatures, charts and models have no file system");
  }
}
