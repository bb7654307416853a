package io.longshore.oci;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * An object in a JSON document of the image specification. It is read by the rules of Go's decoder,
 * which most tools use for these documents:
 *
 * <ul>
 *   <li>The names of fields are compared regardless of case; names in maps (labels, annotations)
 *       are not.
 *   <li>If a field is given twice, the last value counts; two objects are merged.
 *   <li>{@code null} means absent; in a list or a map of strings it is the empty string.
 * </ul>
 *
 * A field of the wrong type is malformed; an unknown field is ignored.
 *
 * @see <a href="https://pkg.go.dev/encoding/json#Unmarshal">encoding/json, Unmarshal</a>
 */
final class JsonDocument {
  /**
   * The largest size in bytes: registries accept manifests and indexes up to 4 MiB, and known
   * configs are smaller.
   */
  static final int MAX_BYTES = 4 << 20;

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");

  private final List<JsonValue.Member> members;
  private final String subject;
  private final String place;

  private JsonDocument(List<JsonValue.Member> members, String subject, String place) {
    this.members = members;
    this.subject = subject;
    this.place = place;
  }

  static JsonDocument parse(byte[] bytes, String subject) throws FailureException {
    if (!(value(bytes, subject) instanceof JsonValue.Members(List<JsonValue.Member> members))) {
      throw malformed(subject, "is not a JSON object", null);
    }
    return new JsonDocument(members, subject, "");
  }

  /** Reads a document that is a list of objects. */
  static List<JsonDocument> parseList(byte[] bytes, String subject) throws FailureException {
    JsonValue list = value(bytes, subject);
    String name = "the list";
    return new JsonDocument(List.of(new JsonValue.Member(name, list)), subject, "").objects(name);
  }

  private static JsonValue value(byte[] bytes, String subject) throws FailureException {
    if (bytes.length > MAX_BYTES) {
      throw malformed(subject, "is larger than " + MAX_BYTES + " bytes", null);
    }
    try {
      return JsonValue.parse(bytes);
    } catch (JacksonException e) {
      throw malformed(subject, "is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  static JsonDocument empty(String subject) {
    return new JsonDocument(List.of(), subject, "");
  }

  String subject() {
    return subject;
  }

  FailureException malformed(String problem) {
    return malformed(subject, problem, null);
  }

  /**
   * Checks that the schema version is 2. An absent version counts as 2: some published documents
   * lack it, and readers in Go do not check it.
   */
  void requireSchemaVersion2() throws FailureException {
    long version = optionalInteger("schemaVersion").orElse(0);
    if (version == 1) {
      throw DockerSchema1.unsupported(subject);
    }
    if (version != 2 && version != 0) {
      throw malformed("has schemaVersion " + version + " instead of 2");
    }
  }

  String string(String field) throws FailureException {
    return optionalString(field).orElseThrow(() -> malformed("has no " + place + field));
  }

  Optional<String> optionalString(String field) throws FailureException {
    return last(field, JsonValue.Text.class, "a string").map(JsonValue.Text::value);
  }

  long integer(String field) throws FailureException {
    return optionalInteger(field).orElseThrow(() -> wrongType(field, "an integer"));
  }

  private OptionalLong optionalInteger(String field) throws FailureException {
    Optional<JsonValue.Numeral> numeral = last(field, JsonValue.Numeral.class, "an integer");
    if (numeral.isEmpty()) {
      return OptionalLong.empty();
    }
    String digits = numeral.get().digits();
    try {
      if (WHOLE_NUMBER.matcher(digits).matches()) {
        return OptionalLong.of(Long.parseLong(digits));
      }
    } catch (NumberFormatException e) {
      // The number is too large for every field.
    }
    throw wrongType(field, "an integer");
  }

  Optional<JsonDocument> optionalObject(String field) throws FailureException {
    List<JsonValue.Members> given = all(field, JsonValue.Members.class, "an object");
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new JsonDocument(
                given.stream().flatMap(object -> object.members().stream()).toList(),
                subject,
                place + field + "."));
  }

  JsonDocument object(String field) throws FailureException {
    return optionalObject(field).orElseThrow(() -> malformed("has no " + place + field));
  }

  List<JsonDocument> objects(String field) throws FailureException {
    List<JsonValue> elements = list(field).orElseThrow(() -> wrongType(field, "a list"));
    List<JsonDocument> objects = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      String name = field + "[" + i + "]";
      if (!(elements.get(i) instanceof JsonValue.Members(List<JsonValue.Member> inside))) {
        throw wrongType(name, "an object");
      }
      objects.add(new JsonDocument(inside, subject, place + name + "."));
    }
    return List.copyOf(objects);
  }

  /** A list of strings; an absent one is empty. */
  List<String> strings(String field) throws FailureException {
    List<String> strings = new ArrayList<>();
    for (JsonValue element : list(field).orElse(List.of())) {
      strings.add(stringOrEmpty(element, field, "a list of strings"));
    }
    return List.copyOf(strings);
  }

  /**
   * A list of strings, or a string that stands for a list of one, as Docker reads commands.
   *
   * @see <a
   *     href="https://github.com/moby/moby/blob/v28.0.0/api/types/strslice/strslice.go">strslice
   *     </a>
   */
  List<String> words(String field) throws FailureException {
    List<JsonValue> given = given(field);
    return !given.isEmpty() && given.getLast() instanceof JsonValue.Text(String word)
        ? List.of(word)
        : strings(field);
  }

  /** An object whose values are all strings, in the order of the document. */
  Map<String, String> stringMap(String field) throws FailureException {
    Map<String, String> map = new LinkedHashMap<>();
    for (JsonValue value : given(field)) {
      switch (value) {
        case JsonValue.Members(List<JsonValue.Member> given) -> {
          for (JsonValue.Member member : given) {
            String name = field + "." + member.name();
            map.put(member.name(), stringOrEmpty(member.value(), name, "a string"));
          }
        }
        case JsonValue.Word word when word == JsonValue.Word.NULL -> map.clear();
        default -> throw wrongType(field, "an object");
      }
    }
    return map;
  }

  private String stringOrEmpty(JsonValue value, String field, String expected)
      throws FailureException {
    return switch (value) {
      case JsonValue.Text(String text) -> text;
      case JsonValue.Word word when word == JsonValue.Word.NULL -> "";
      default -> throw wrongType(field, expected);
    };
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
    return descriptor(integer("size"));
  }

  /**
   * A descriptor in an index. An absent size is 0, as Go's decoder has it: the digest alone proves
   * a manifest, and indexes with wrong sizes are in use.
   */
  Descriptor indexEntry() throws FailureException {
    return descriptor(optionalInteger("size").orElse(0));
  }

  private Descriptor descriptor(long size) throws FailureException {
    if (size < 0) {
      throw malformed("has a negative " + place + "size: " + size);
    }
    return new Descriptor(
        optionalString("mediaType").orElse(""),
        digest("digest"),
        size,
        descriptorPlatform(),
        optionalString("artifactType").filter(type -> !type.isEmpty()),
        stringMap("annotations"));
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

  /** All values of the field, in the order of the document. */
  private List<JsonValue> given(String field) {
    return members.stream()
        .filter(member -> member.name().equalsIgnoreCase(field))
        .map(JsonValue.Member::value)
        .toList();
  }

  private <T extends JsonValue> List<T> all(String field, Class<T> type, String expected)
      throws FailureException {
    List<T> found = new ArrayList<>();
    for (JsonValue value : given(field)) {
      if (value != JsonValue.Word.NULL) {
        if (!type.isInstance(value)) {
          throw wrongType(field, expected);
        }
        found.add(type.cast(value));
      }
    }
    return found;
  }

  private <T extends JsonValue> Optional<T> last(String field, Class<T> type, String expected)
      throws FailureException {
    List<T> all = all(field, type, expected);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** Reads a list. {@code null} means an empty list, because programs in Go write it so. */
  private Optional<List<JsonValue>> list(String field) throws FailureException {
    Optional<List<JsonValue>> found = Optional.empty();
    for (JsonValue value : given(field)) {
      found =
          switch (value) {
            case JsonValue.Elements(List<JsonValue> elements) -> Optional.of(elements);
            case JsonValue.Word word when word == JsonValue.Word.NULL -> Optional.of(List.of());
            default -> throw wrongType(field, "a list");
          };
    }
    return found;
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
