package io.longshore.image.runtime;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Writes JSON.
 *
 * <p>No library is used, because these bytes are part of the SIF and no library promises to escape
 * in the same way for ever.
 */
public final class JsonText {
  private JsonText() {}

  public static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < 0x20) {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  public static String strings(List<String> texts) {
    return texts.stream().map(JsonText::string).collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * @param members names and JSON texts of their values
   */
  public static String object(SequencedMap<String, String> members) {
    return members.entrySet().stream()
        .map(JsonText::member)
        .collect(Collectors.joining(",", "{", "}"));
  }

  public static String objectOfStrings(SequencedMap<String, String> members) {
    return members.entrySet().stream()
        .map(member -> string(member.getKey()) + ":" + string(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** An object of strings with one member on each line, for people to read. */
  public static String linesOfStrings(SequencedMap<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\t" + string(member.getKey()) + ": " + string(member.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String member(Map.Entry<String, String> member) {
    return string(member.getKey()) + ":" + member.getValue();
  }
}
