package io.longshore.oci;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON value of a document. Unlike the trees of libraries, it keeps the order of members and
 * members that are given twice.
 */
sealed interface JsonValue {
  record Text(String value) implements JsonValue {}

  /**
   * @param digits as in the document
   */
  record Numeral(String digits) implements JsonValue {}

  record Elements(List<JsonValue> values) implements JsonValue {}

  record Members(List<Member> members) implements JsonValue {}

  enum Word implements JsonValue {
    TRUE,
    FALSE,
    NULL
  }

  /** A member of an object. */
  record Member(String name, JsonValue value) {}

  /**
   * Reads a document of one value. As in Go, invalid UTF-8 and unpaired surrogates become U+FFFD.
   *
   * @throws JacksonException if {@code bytes} are not JSON, or exceed the limits of {@link
   *     StrangersJson}
   */
  static JsonValue parse(byte[] bytes) {
    return Reader.read(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Reads values from a parser. */
  final class Reader {
    private static final JsonMapper MAPPER = StrangersJson.mapper().build();

    private final JsonParser parser;

    private Reader(JsonParser parser) {
      this.parser = parser;
    }

    private static JsonValue read(String document) {
      try (JsonParser parser = MAPPER.createParser(document)) {
        Reader reader = new Reader(parser);
        JsonValue value = reader.value(parser.nextToken());
        if (parser.nextToken() != null) {
          throw reader.unexpected("more than one value");
        }
        return value;
      }
    }

    // The limit of nesting also limits the recursion.
    private JsonValue value(JsonToken token) {
      return switch (token) {
        case null -> throw unexpected("no value");
        case START_OBJECT -> members();
        case START_ARRAY -> elements();
        case VALUE_STRING -> new Text(whole(parser.getString()));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getString());
        case VALUE_TRUE -> Word.TRUE;
        case VALUE_FALSE -> Word.FALSE;
        case VALUE_NULL -> Word.NULL;
        default -> throw unexpected("no value");
      };
    }

    private Members members() {
      List<Member> members = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = whole(parser.currentName());
        members.add(new Member(name, value(parser.nextToken())));
      }
      return new Members(members);
    }

    private Elements elements() {
      List<JsonValue> values = new ArrayList<>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        values.add(value(token));
      }
      return new Elements(values);
    }

    private JacksonException unexpected(String problem) {
      return new tools.jackson.core.exc.StreamReadException(parser, problem);
    }

    private static String whole(String text) {
      StringBuilder whole = new StringBuilder(text.length());
      text.codePoints().forEach(c -> whole.appendCodePoint(isHalfPair(c) ? 0xfffd : c));
      return whole.toString();
    }

    private static boolean isHalfPair(int codePoint) {
      return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
  }
}
