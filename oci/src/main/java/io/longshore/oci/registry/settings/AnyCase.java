package io.longshore.oci.registry.settings;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds fields of documents of programs in Go, which accept {@code Blocked} for {@code blocked} if
 * there is no exact match.
 */
public final class AnyCase {
  private AnyCase() {}

  /** The field with exactly this name, or else the first field whose name differs only by case. */
  public static JsonNode at(JsonNode object, String field) {
    if (object.has(field)) {
      return object.path(field);
    }
    return object.properties().stream()
        .filter(property -> property.getKey().equalsIgnoreCase(field))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
