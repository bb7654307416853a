package io.longshore.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One object of a JSON document of the image specification, read strictly: a field that is there
 * with the wrong type is malformed, a field given twice is malformed, a field we do not know is
 * ignored. Absent and {@code null} are the same.
 */
final class JsonDocument {
  /** What registries accept for a manifest or an index, and more than any config seen: 4 MiB. */
  static final int MAX_BYTES = 4 << 20;

  private static final JsonMapper MAPPER =
      StrangersJson.mapper()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;
  private final String subject;
  private final String place;

  private JsonDocument(JsonNode object, String subject, String place) {
    this.object = object;
    this.subject = subject;
    this.place = place;
  }

  static JsonDocument parse(byte[] bytes, String subject) throws FailureException {
    if (bytes.length > MAX_BYTES) {
      throw malformed(subject, "is larger than " + MAX_BYTES + " bytes", null);
    }
    try {
      JsonNode root = MAPPER.readTree(bytes);
      if (!root.isObject()) {
        throw malformed(subject, "is not a JSON object", null);
      }
      return new JsonDocument(root, subject, "");
    } catch (JacksonException e) {
      throw malformed(subject, "is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  static JsonDocument empty(String subject) {
    return new JsonDocument(MAPPER.createObjectNode(), subject, "");
  }

  String subject() {
    return subject;
  }

  FailureException malformed(String problem) {
    return malformed(subject, problem, null);
  }

  boolean has(String field) {
    return !value(field).isMissingNode();
  }

  void requireSchemaVersion2() throws FailureException {
    long version = integer("schemaVersion");
    if (version == 1) {
      throw DockerSchema1.unsupported(subject);
    }
    if (version != 2) {
      throw malformed("has schemaVersion " + version + " instead of 2");
    }
  }

  String string(String field) throws FailureException {
    return optionalString(field).orElseThrow(() -> malformed("has no " + place + field));
  }

  Optional<String> optionalString(String field) throws FailureException {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw wrongType(field, "a string");
    }
    return Optional.of(value.stringValue());
  }

  long integer(String field) throws FailureException {
    JsonNode value = value(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrongType(field, "an integer");
    }
    return value.longValue();
  }

  Optional<JsonDocument> optionalObject(String field) throws FailureException {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrongType(field, "an object");
    }
    return Optional.of(new JsonDocument(value, subject, place + field + "."));
  }

  JsonDocument object(String field) throws FailureException {
    return optionalObject(field).orElseThrow(() -> malformed("has no " + place + field));
  }

  List<JsonDocument> objects(String field) throws FailureException {
    JsonNode array = requiredArray(field);
    List<JsonDocument> objects = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (!array.get(i).isObject()) {
        throw wrongType(field + "[" + i + "]", "an object");
      }
      objects.add(new JsonDocument(array.get(i), subject, place + field + "[" + i + "]."));
    }
    return List.copyOf(objects);
  }

  List<String> strings(String field) throws FailureException {
    return stringsOf(requiredArray(field), field);
  }

  List<String> optionalStrings(String field) throws FailureException {
    return has(field) ? strings(field) : List.of();
  }

  /** An object whose values are all strings, in the order of the document. */
  Map<String, String> stringMap(String field) throws FailureException {
    Map<String, String> map = new LinkedHashMap<>();
    Optional<JsonDocument> object = optionalObject(field);
    if (object.isPresent()) {
      for (String name : object.get().object.propertyNames()) {
        map.put(name, object.get().string(name));
      }
    }
    return map;
  }

  Digest digest(String field) throws FailureException {
    return digest(string(field), field);
  }

  Digest digest(String text, String field) throws FailureException {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed(subject, "has a bad " + place + field + ": " + e.getMessage(), e);
    }
  }

  Descriptor descriptor() throws FailureException {
    long size = integer("size");
    if (size < 0) {
      throw malformed("has a negative " + place + "size: " + size);
    }
    String mediaType = string("mediaType");
    if (mediaType.isEmpty()) {
      throw malformed("has an empty " + place + "mediaType");
    }
    return new Descriptor(
        mediaType, digest("digest"), size, descriptorPlatform(), stringMap("annotations"));
  }

  private Optional<Platform> descriptorPlatform() throws FailureException {
    Optional<JsonDocument> platform = optionalObject("platform");
    return platform.isEmpty() ? Optional.empty() : platform.get().platform();
  }

  /** The fields os, architecture and variant of this object; empty unless the first two are set. */
  Optional<Platform> platform() throws FailureException {
    String os = optionalString("os").orElse("");
    String architecture = optionalString("architecture").orElse("");
    return os.isEmpty() || architecture.isEmpty()
        ? Optional.empty()
        : Optional.of(new Platform(os, architecture, optionalString("variant").orElse("")));
  }

  private JsonNode requiredArray(String field) throws FailureException {
    JsonNode value = value(field);
    if (!value.isArray()) {
      throw wrongType(field, "a list");
    }
    return value;
  }

  private List<String> stringsOf(JsonNode array, String field) throws FailureException {
    List<String> strings = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      if (!element.isString()) {
        throw wrongType(field, "a list of strings");
      }
      strings.add(element.stringValue());
    }
    return List.copyOf(strings);
  }

  private JsonNode value(String field) {
    JsonNode value = object.path(field);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private FailureException wrongType(String field, String expected) {
    return malformed("has no usable " + place + field + "; expected " + expected);
  }

  private static FailureException malformed(String subject, String problem, Throwable cause) {
    return new FailureException(
        FailureKind.MALFORMED,
        subject,
        problem,
        "fetch it again; if it stays so, tell whoever published the image",
        cause);
  }
}
