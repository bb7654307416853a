package io.longshore.image.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.sif.DataObject;
import io.longshore.sif.DataType;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RuntimeObjectsTest {
  private static final List<DataObject> OBJECTS =
      RuntimeObjects.of(
          RuntimeFilesTest.CONFIG,
          Map.of("of.the.file", "yes"),
          Map.of("longshore.json", "{\"format\":1}"));

  private static String text(DataObject object) {
    return new String(object.content(), UTF_8);
  }

  @Test
  void areTheDefinitionAndThenJsonByName() {
    assertEquals(
        List.of("", "inspect-metadata.json", "longshore.json", "oci-config.json"),
        OBJECTS.stream().map(DataObject::name).toList());
    assertEquals(
        List.of(
            DataType.DEFINITION_FILE,
            DataType.GENERIC_JSON,
            DataType.GENERIC_JSON,
            DataType.GENERIC_JSON),
        OBJECTS.stream().map(DataObject::type).toList());
    assertEquals(RuntimeFilesTest.CONFIG.definition().text(), text(OBJECTS.get(0)));
    assertEquals("{\"format\":1}", text(OBJECTS.get(2)));
  }

  @Test
  void inspectMetadataIsWhatIsInTheImage() {
    JsonNode metadata = JsonMapper.shared().readTree(OBJECTS.get(1).content());
    assertEquals("container", metadata.get("type").asString());
    JsonNode attributes = metadata.get("data").get("attributes");
    for (String script : List.of("10-docker2singularity.sh", "90-environment.sh")) {
      String path = ".singularity.d/env/" + script;
      assertEquals(
          RuntimeFilesTest.content(path),
          attributes.get("environment").get("/" + path).asString() + "\n");
    }
    assertEquals(
        RuntimeFilesTest.content(".singularity.d/runscript"),
        attributes.get("runscript").asString() + "\n");
    assertEquals(
        RuntimeFilesTest.content(".singularity.d/startscript"),
        attributes.get("startscript").asString() + "\n");
    assertEquals(
        RuntimeFilesTest.content(".singularity.d/Singularity"),
        attributes.get("deffile").asString() + "\n");
    ObjectNode labels =
        (ObjectNode)
            JsonMapper.shared().readTree(RuntimeFilesTest.content(".singularity.d/labels.json"));
    assertFalse(labels.has("of.the.file"));
    assertEquals(labels.put("of.the.file", "yes"), attributes.get("labels"));
  }

  @Test
  void theOciConfigurationIsTheImages() {
    assertEquals(
        "{\"Cmd\":[\"--help\"],\"Entrypoint\":[\"/bin/tool\",\"it's\"],"
            + "\"Env\":[\"PATH=/opt/bin:/bin\",\"NAME=a\\nb\"],"
            + "\"Labels\":{\"both\":\"image\",\"version\":\"1 \\\"é\\\"\"},"
            + "\"User\":\"nobody\",\"WorkingDir\":\"/work\"}",
        text(OBJECTS.get(3)));
  }

  @Test
  void whatTheImageDoesNotSayIsNotInTheOciConfiguration() {
    RuntimeConfig config =
        new RuntimeConfig(
            Configurations.image(List.of(), List.of(), List.of()),
            Definition.of("docker", "a"),
            Configurations.labels());
    assertEquals("{}", text(RuntimeObjects.of(config, Map.of(), Map.of()).get(2)));
  }

  @Test
  void aNameThatIsTakenIsRejected() {
    for (String name : List.of("inspect-metadata.json", "oci-config.json")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> RuntimeObjects.of(RuntimeFilesTest.CONFIG, Map.of(), Map.of(name, "{}")));
    }
  }

  @Property(tries = 300)
  void anyTextIsReadBackByAJsonParser(@ForAll("texts") String text) {
    assertEquals(text, JsonMapper.shared().readTree(JsonText.string(text)).asString());
    assertEquals(
        text, JsonMapper.shared().readTree(JsonText.strings(List.of("", text))).get(1).asString());
  }

  @Provide
  Arbitrary<String> texts() {
    return Configurations.awkwardText().map(text -> text + "\b\f\0\u2028");
  }
}
