package io.longshore.oci.registry.settings;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Fields of documents that programs in Go read and write, which take {@code Blocked} for {@code
 * blocked} where that is not there.
 */
public final class AnyCase {
  private AnyCase() {}

  /** A field that is exactly of that name, else the first that is so but for its case. */
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
