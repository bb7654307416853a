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
 * What a SIF says of its own making: where the image can be had again, and how the file is made of
 * it. It is the JSON object {@value #OBJECT_NAME} of the SIF; what its members mean is in {@code
 * docs/longshore.schema.json}.
 *
 * <p>How the image was asked for (spelling, tag, mirror, day) is none of it, for the bytes are the
 * same however it was; the layout keeps that. SIFs of before have it: {@code source} and {@code
 * resolvedDigest}. The SIF's labels tell the same, under the names of {@link LayoutAnnotations}.
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
   * @throws IllegalArgumentException if it is no self-description
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

  /** What {@code sif} says; empty if it does not, or not so that it could be read. */
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

  /** A member that is text, where it is there. */
  public Optional<String> text(String member) {
    return document.path(member).stringValueOpt();
  }

  /** The profile, where this release can build to it. */
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
