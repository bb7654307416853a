package io.longshore.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of {@code --json} output. It is stricter than the published schema: fields that the
 * schema does not describe are errors here, while readers ignore them.
 */
public final class EventSchema {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNode PUBLISHED = JSON.readTree(file().toFile());
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private EventSchema() {}

  /**
   * Throws if a line is not an event, or has a field that the schema does not describe.
   *
   * @param output the output of a command with {@code --json}
   */
  public static void requireValid(String output) {
    output.lines().forEach(EventSchema::requireValidLine);
  }

  private static void requireValidLine(String line) {
    JsonNode event = JSON.readTree(line);
    String name = event.path("event").asString("");
    if (!PUBLISHED.path("$defs").path(name).path("properties").has("event")) {
      throw new AssertionError("docs/events.schema.json has no event '" + name + "': " + line);
    }
    List<Error> errors = SCHEMAS.computeIfAbsent(name, EventSchema::schema).validate(event);
    if (!errors.isEmpty()) {
      throw new AssertionError("not as docs/events.schema.json has it: " + errors + ": " + line);
    }
  }

  private static Schema schema(String event) {
    ObjectNode document = JSON.createObjectNode();
    document.set("$schema", PUBLISHED.path("$schema"));
    document.set("$ref", JSON.valueToTree("#/$defs/" + event));
    JsonNode definitions = PUBLISHED.path("$defs").deepCopy();
    close(definitions);
    document.set("$defs", definitions);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(document);
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.values().forEach(EventSchema::close);
  }

  private static Path file() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("docs/events.schema.json"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("the tests do not run inside the checkout");
    }
    return folder.resolve("docs/events.schema.json");
  }
}
