package io.longshore.loopback;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An index in memory, with the images it lists.
 *
 * @param mediaType OCI or Docker
 */
public record MadeIndex(String mediaType, byte[] bytes, List<MadeImage> images) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public MadeIndex {
    images = List.copyOf(images);
  }

  public Digest digest() {
    return Digest.of(bytes);
  }

  public Descriptor descriptor() {
    return new Descriptor(mediaType, digest(), bytes.length);
  }

  public static MadeIndex oci(MadeImage... images) {
    return new MadeIndex(MediaTypes.OCI_INDEX, json(MediaTypes.OCI_INDEX, images), List.of(images));
  }

  public static MadeIndex docker(MadeImage... images) {
    return new MadeIndex(
        MediaTypes.DOCKER_LIST, json(MediaTypes.DOCKER_LIST, images), List.of(images));
  }

  /** Adds attestations, which build tools list beside images to record their origin. */
  public MadeIndex withAttestations() {
    List<MadeImage> all = new ArrayList<>(images);
    for (MadeImage image : images) {
      all.add(attestation(image));
    }
    MadeImage[] listed = all.toArray(MadeImage[]::new);
    return new MadeIndex(mediaType, json(mediaType, listed), all);
  }

  private static MadeImage attestation(MadeImage of) {
    byte[] statement = ("{\"subject\":\"" + of.digest() + "\"}").getBytes(StandardCharsets.UTF_8);
    MadeImage made = ImageMaker.create().plainLayer(statement).make();
    Descriptor descriptor =
        new Descriptor(
            made.descriptor().mediaType(),
            made.digest(),
            made.descriptor().size(),
            Optional.of(new Platform("unknown", "unknown", "")),
            Map.of(
                "vnd.docker.reference.type",
                "attestation-manifest",
                "vnd.docker.reference.digest",
                of.digest().toString()));
    return new MadeImage(descriptor, made.manifestBytes(), made.manifest(), made.blobs());
  }

  private static byte[] json(String mediaType, MadeImage... images) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", mediaType);
    ArrayNode manifests = root.putArray("manifests");
    for (MadeImage image : images) {
      manifests.add(entry(image.descriptor()));
    }
    return MAPPER.writeValueAsBytes(root);
  }

  private static ObjectNode entry(Descriptor descriptor) {
    ObjectNode entry = MAPPER.createObjectNode();
    entry.put("mediaType", descriptor.mediaType());
    entry.put("digest", descriptor.digest().toString());
    entry.put("size", descriptor.size());
    if (!descriptor.annotations().isEmpty()) {
      ObjectNode annotations = entry.putObject("annotations");
      descriptor.annotations().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(annotation -> annotations.put(annotation.getKey(), annotation.getValue()));
    }
    Platform platform = descriptor.platform().orElseThrow();
    ObjectNode child = entry.putObject("platform");
    child.put("architecture", platform.architecture());
    child.put("os", platform.os());
    if (!platform.variant().isEmpty()) {
      child.put("variant", platform.variant());
    }
    return entry;
  }
}
