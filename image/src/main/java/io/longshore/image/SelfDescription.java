package io.longshore.image;

import io.longshore.ground.FailureException;
import io.longshore.image.runtime.JsonText;
import io.longshore.oci.StrangersJson;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.DataType;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The record in a SIF of how it was made: where the image can be obtained again, and how the SIF is
 * built from it. It is the JSON object {@value #OBJECT_NAME} of the SIF; {@code
 * docs/longshore.schema.json} describes its members.
 *
 * <p>The record does not tell how the user named the image (spelling, tag, mirror, day), because
 * the bytes must not depend on it; the layout records it. SIFs of earlier releases have it in
 * {@code source} and {@code resolvedDigest}. The labels of the SIF hold the same information under
 * the names of {@link LayoutAnnotations}.
 */
public final class SelfDescription {
  private static final JsonMapper JSON = StrangersJson.mapper().build();
  public static final String OBJECT_NAME = "longshore.json";

  private static final int LARGEST = 1 << 20;
  private static final String MANIFEST_DIGEST = "manifestDigest";
  private static final String PROFILE = "profile";

  private final JsonNode document;

  private SelfDescription(JsonNode document) {
    this.document = document;
  }

  /**
   * Reads the JSON object of a SIF, by this release or a later one.
   *
   * @throws IllegalArgumentException if {@code json} is not a self-description
   */
  public static SelfDescription parse(byte[] json) {
    JsonNode document;
    try {
      document = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is not valid JSON", e);
    }
    if (!document.path(MANIFEST_DIGEST).isString() || !document.path(PROFILE).isObject()) {
      throw new IllegalArgumentException("it names no " + MANIFEST_DIGEST + " or no " + PROFILE);
    }
    return new SelfDescription(document);
  }

  /** The self-description of {@code sif}; empty if there is none or it cannot be read. */
  public static Optional<SelfDescription> in(SifFile sif) throws IOException {
    Optional<SifDescriptor> object = sif.find(DataType.GENERIC_JSON, OBJECT_NAME);
    if (object.isEmpty() || object.get().size() > LARGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(sif.contentOf(object.get()).readAllBytes()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public JsonNode document() {
    return document;
  }

  public String manifestDigest() {
    return document.path(MANIFEST_DIGEST).stringValue();
  }

  /** The directories that a recipe asked for, absolute. */
  public List<String> directories() {
    return document.path("directories").valueStream().map(path -> path.asString("")).toList();
  }

  /** The value of a member; empty if the member is absent or no text. */
  public Optional<String> text(String member) {
    return document.path(member).stringValueOpt();
  }

  /** The build profile; empty if this release cannot build it. */
  public Optional<BuildProfile> profile() {
    Map<String, String> annotations = new TreeMap<>();
    JsonNode profile = document.path(PROFILE);
    profileAnnotations()
        .forEach((member, name) -> annotations.put(name, profile.path(member).asString("")));
    try {
      return Optional.of(ImageProvenance.profileIn(annotations, OBJECT_NAME));
    } catch (FailureException _) {
      return Optional.empty();
    }
  }

  static String json(ContainerImage image, RecipeExtras extras, BuildProfile profile, long time) {
    SequencedMap<String, String> members = new LinkedHashMap<>();
    ImageProvenance.repositoryIn(image.annotations())
        .ifPresent(name -> members.put("repository", JsonText.string(name)));
    members.put(MANIFEST_DIGEST, JsonText.string(image.manifestDigest().toString()));
    members.put("platform", JsonText.string(image.platform().toString()));
    members.put("directories", JsonText.strings(extras.directories()));
    members.put("environment", JsonText.objectOfStrings(extras.environment()));
    members.put("readableTrees", JsonText.strings(extras.readableTrees()));
    members.put("builderTime", Long.toString(time));
    SequencedMap<String, String> values = new LinkedHashMap<>();
    values.put("formatVersion", Integer.toString(profile.formatVersion()));
    values.put("compression", JsonText.string(profile.compression().type().formatName()));
    values.put("level", Integer.toString(profile.compression().level()));
    values.put("blockSize", Integer.toString(profile.blockSize()));
    members.put(PROFILE, JsonText.object(values));
    return JsonText.object(members);
  }

  private static Map<String, String> profileAnnotations() {
    return Map.of(
        "formatVersion", LayoutAnnotations.FORMAT_VERSION,
        "compression", LayoutAnnotations.COMPRESSION,
        "level", LayoutAnnotations.LEVEL,
        "blockSize", LayoutAnnotations.BLOCK_SIZE);
  }
}
