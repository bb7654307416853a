package io.longshore.image.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.image.runtime.RuntimeObjects;
import io.longshore.oci.StrangersJson;
import io.longshore.sif.DataType;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads the objects that Longshore and Apptainer put into a SIF. Each of them may be absent. */
final class RuntimeObjectsReader {
  private static final JsonMapper JSON = StrangersJson.mapper().build();
  private static final int LARGEST = 16 << 20;

  private final SifFile sif;

  RuntimeObjectsReader(SifFile sif) {
    this.sif = sif;
  }

  boolean hasMetadata() throws IOException {
    return !json(RuntimeObjects.INSPECT_METADATA).isMissingNode();
  }

  RuntimeFacts runtime() throws IOException {
    JsonNode attributes = json(RuntimeObjects.INSPECT_METADATA).at("/data/attributes");
    JsonNode config = json(RuntimeObjects.OCI_CONFIG);
    Optional<String> definition = definition();
    return new RuntimeFacts(
        strings(attributes.path("labels")),
        list(config.path("Entrypoint")),
        list(config.path("Cmd")),
        list(config.path("Env")),
        strings(attributes.path("environment")),
        text(attributes.path("runscript")),
        text(attributes.path("startscript")),
        definition.isPresent() ? definition : text(attributes.path("deffile")));
  }

  RuntimeFacts addTo(RuntimeFacts facts) throws IOException {
    JsonNode config = json(RuntimeObjects.OCI_CONFIG);
    RuntimeFacts configured =
        facts.withConfiguration(
            list(config.path("Entrypoint")), list(config.path("Cmd")), list(config.path("Env")));
    return definition().map(configured::withDefinition).orElse(configured);
  }

  // Apptainer does not give the definition file a name.
  private Optional<String> definition() throws IOException {
    for (SifDescriptor descriptor : sif.descriptors()) {
      if (descriptor.type().equals(DataType.DEFINITION_FILE) && descriptor.size() <= LARGEST) {
        return Optional.of(new String(sif.contentOf(descriptor).readAllBytes(), UTF_8));
      }
    }
    return Optional.empty();
  }

  private JsonNode json(String name) throws IOException {
    Optional<byte[]> bytes = bytes(DataType.GENERIC_JSON, name);
    try {
      return bytes.isEmpty() ? MissingNode.getInstance() : JSON.readTree(bytes.get());
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  private Optional<byte[]> bytes(DataType type, String name) throws IOException {
    Optional<SifDescriptor> object = sif.find(type, name);
    return object.isEmpty() || object.get().size() > LARGEST
        ? Optional.empty()
        : Optional.of(sif.contentOf(object.get()).readAllBytes());
  }

  static SequencedMap<String, String> strings(JsonNode object) {
    SequencedMap<String, String> strings = new LinkedHashMap<>();
    object
        .properties()
        .forEach(member -> strings.put(member.getKey(), member.getValue().asString("")));
    return strings;
  }

  private static List<String> list(JsonNode array) {
    List<String> list = new ArrayList<>();
    array.forEach(element -> list.add(element.asString("")));
    return list;
  }

  private static Optional<String> text(JsonNode value) {
    return value.stringValueOpt().filter(text -> !text.isEmpty());
  }
}
