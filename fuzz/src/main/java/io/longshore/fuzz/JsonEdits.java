package io.longshore.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns an input into a JSON document. Random changes turn nearly all documents into invalid JSON,
 * so that code behind the parser is seldom reached. So an input that begins with a zero byte is a
 * list of edits to a valid document. An edit has two bytes: the number of a value in the document,
 * and the number of the {@link #AWKWARD} value that replaces it, or the choice to repeat its member
 * with the name in the other case. Other inputs are documents themselves.
 */
final class JsonEdits {
  private static final int MOST_NESTING = 1_000_000;

  /** Writes and reads documents that are nested deeper than Longshore's readers accept. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MOST_NESTING).build())
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MOST_NESTING).build())
                  .build())
          .build();

  private static final List<String> AWKWARD =
      List.of(
          "null",
          "true",
          "0",
          "1",
          "-1",
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775808",
          "123456789012345678901234567890",
          "2.5",
          "1e400",
          "\"\"",
          "\"1\"",
          "\"\\u001b[2J\\n\\u0000\\u202e\"",
          "\"sha256:" + "f".repeat(64) + "\"",
          "\"sha512:" + "0".repeat(128) + "\"",
          "\"" + "long".repeat(2000) + "\"",
          "[]",
          "[[]]",
          "[null,1]",
          "{}",
          "{\"\":\"\"}",
          "[".repeat(600) + "]".repeat(600));

  private JsonEdits() {}

  /**
   * @param sound the valid document to edit
   */
  static byte[] document(byte[] input, Seed sound) {
    if (input.length == 0 || input[0] != 0) {
      return input;
    }
    JsonNode root = MAPPER.readTree(sound.bytes());
    for (int i = 1; i + 1 < input.length; i += 2) {
      edit(root, input[i] & 0xff, input[i + 1] & 0xff);
    }
    return MAPPER.writeValueAsBytes(root);
  }

  private record Place(ContainerNode<?> container, String name, int index) {
    void giveOnceMore() {
      if (container instanceof ObjectNode object) {
        String other = name.toUpperCase(Locale.ROOT);
        object.set(other.equals(name) ? name.toLowerCase(Locale.ROOT) : other, object.get(name));
      }
    }

    void set(JsonNode value) {
      if (container instanceof ObjectNode object) {
        object.set(name, value);
      } else {
        ((ArrayNode) container).set(index, value);
      }
    }
  }

  private static void edit(JsonNode root, int which, int replacement) {
    List<Place> places = places(root);
    if (places.isEmpty()) {
      return;
    }
    Place place = places.get(which % places.size());
    int way = replacement % (AWKWARD.size() + 1);
    if (way == AWKWARD.size()) {
      place.giveOnceMore();
    } else {
      place.set(MAPPER.readTree(AWKWARD.get(way)));
    }
  }

  private static List<Place> places(JsonNode root) {
    List<Place> places = new ArrayList<>();
    Deque<JsonNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      JsonNode node = left.pop();
      if (node instanceof ObjectNode object) {
        for (String name : object.propertyNames()) {
          places.add(new Place(object, name, 0));
          left.push(object.get(name));
        }
      } else if (node instanceof ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
          places.add(new Place(array, "", i));
          left.push(array.get(i));
        }
      }
    }
    return places;
  }
}
