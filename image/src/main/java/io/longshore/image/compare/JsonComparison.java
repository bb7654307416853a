package io.longshore.image.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Compares two JSON documents member by member. A member is named by its path, such as {@code
 * profile.level}.
 */
final class JsonComparison {
  private static final int SHOWN_CHARACTERS = 200;

  private final String place;
  private final List<Difference> found = new ArrayList<>();

  private JsonComparison(String place) {
    this.place = place;
  }

  /** The members that differ; empty if a document is not JSON. */
  static List<Difference> compare(String place, byte[] first, byte[] second) {
    JsonNode one;
    JsonNode other;
    try {
      one = JsonMapper.shared().readTree(first);
      other = JsonMapper.shared().readTree(second);
    } catch (JacksonException _) {
      return List.of();
    }
    JsonComparison comparison = new JsonComparison(place);
    comparison.compare("", one, other);
    return comparison.found;
  }

  private void compare(String path, JsonNode first, JsonNode second) {
    if (first.isObject() && second.isObject()) {
      Set<String> names = new TreeSet<>(first.propertyNames());
      names.addAll(second.propertyNames());
      for (String name : names) {
        compare(path.isEmpty() ? name : path + "." + name, first.path(name), second.path(name));
      }
    } else if (!first.equals(second)) {
      found.add(
          new Difference(
              place, path.isEmpty() ? "content" : path, describe(first), describe(second)));
    }
  }

  private static String describe(JsonNode value) {
    if (value instanceof MissingNode) {
      return Difference.ABSENT;
    }
    String text = value.toString();
    return text.length() <= SHOWN_CHARACTERS
        ? text
        : text.substring(0, SHOWN_CHARACTERS) + "... (" + text.length() + " characters)";
  }
}
