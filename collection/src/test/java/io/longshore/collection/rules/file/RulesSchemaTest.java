package io.longshore.collection.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Editors check rules against the published schema; they must agree with the reader. */
class RulesSchemaTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNode PUBLISHED =
      JSON.readTree(Path.of("../docs/rules.schema.json").toFile());
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(PUBLISHED);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{sources: []}",
        "{defaults: {take: all, platforms: [amd64, arm64]}, sources: [{repository: a/b}]}",
        "{sources: [{repository: ghcr.io/a/b, family: x/y, name: A_b, suffix: -20-2}]}",
        "{sources: [{repository: 'localhost:5000/a/b'}, {repository: 'docker://a/b'}]}",
        "{sources: [{repository: a/b, tags: '^v?1', versions: 1.10, pre-releases: true}]}",
        "{sources: [{repository: a/b, versions: '>=20.2 <21', like-versions: false}]}",
        "{sources: [{repository: a/b, versions: '>=20.2, !=20.2.*'}]}",
        "{sources: [{registration: bids-x, words: --no-datalad-get, pinned: 24.0.2}]}",
        "{sources: [{registration: bids-x, words: [-a, 'b c'], frozen: true}]}",
        "{sources: [{registration: x, deprecated: old}]}",
        "{sources: [{registration: x, deprecated: {because: old, use: y}}]}",
        "{sources: [{namespace: brainiak, only: [a, 'b*'], except: c}]}",
        "{sources: [{list: lists/apps.yml}, {list: 'https://example.org/apps.yml'}]}",
        "{sources: [{neurodesk: log.txt, family: nd, platforms: arm64}]}",
        "{sources: [{list: a, test: {command: [a, -b], exit-codes: [0, 3], seconds: 90}}]}",
        "{sources: [{list: a, test: {command: a -b, exit-codes: 1}}]}",
        "{sources: [{repository: a/b, platforms: [linux/arm/v7, amd64]}]}"
      })
  void bothTake(String yaml) {
    assertEquals(Set.of(), faults(yaml));
    assertEquals(Set.of(), errors(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{sources: [{repository: a/b, name: a--b}]}",
        "{sources: [{repository: a/b, name: a-}]}",
        "{source: []}",
        "{sources: {repository: a/b}}",
        "{sources: [a/b]}",
        "{sources: [{family: x}]}",
        "{sources: [{repository: a/b, list: x}]}",
        "{sources: [{repository: 'a/b:1'}]}",
        "{sources: [{repository: A/b c}]}",
        "{sources: [{repository: ''}]}",
        "{sources: [{repository: a/b, famly: x}]}",
        "{sources: [{repository: a/b, family: ../x}]}",
        "{sources: [{repository: a/b, family: [x]}]}",
        "{sources: [{repository: a/b, name: .x}]}",
        "{sources: [{repository: a/b, suffix: _x}]}",
        "{sources: [{repository: a/b, take: some}]}",
        "{sources: [{repository: a/b, pre-releases: yes}]}",
        "{sources: [{repository: a/b, versions: '~=1.0'}]}",
        "{sources: [{repository: a/b, versions: latest}]}",
        "{sources: [{repository: a/b, words: '$(reboot)'}]}",
        "{sources: [{repository: a/b, words: '{img}'}]}",
        "{sources: [{repository: a/b, words: []}]}",
        "{sources: [{repository: a/b, platforms: windows/amd64}]}",
        "{sources: [{repository: a/b, only: x}]}",
        "{sources: [{registration: a_b}]}",
        "{sources: [{registration: a, family: b}]}",
        "{sources: [{registration: a, deprecated: {use: b}}]}",
        "{sources: [{registration: a, deprecated: {because: b, by: c}}]}",
        "{sources: [{namespace: a/b/c}]}",
        "{sources: [{namespace: ghcr.io/a}]}",
        "{sources: [{list: /etc/passwd}]}",
        "{sources: [{list: ../x}]}",
        "{sources: [{list: 'ftp://example.org/x'}]}",
        "{sources: [{list: 'https://me:secret@example.org/x'}]}",
        "{sources: [{neurodesk: a, tags: x}]}",
        "{sources: [{list: a, test: {seconds: 0}}]}",
        "{sources: [{list: a, test: {exit-codes: 256}}]}",
        "{sources: [{list: a, test: {commands: a}}]}",
        "{sources: [{list: a, test: now}]}",
        "{defaults: {suffix: -x}}",
        "{defaults: {only: x}}"
      })
  void bothRefuse(String yaml) {
    assertEquals(false, faults(yaml).isEmpty(), "the reader takes " + yaml);
    assertEquals(false, errors(yaml).isEmpty(), "the schema takes " + yaml);
  }

  @Test
  void bothKnowTheSameKeysAtTheSamePlaces() {
    for (SourceKind kind : SourceKind.values()) {
      Set<String> known = words(RuleKey.ALL.stream().filter(key -> key.standsBeside(kind)));
      known.add(kind.word());
      assertEquals(known, properties("/$defs/of-" + kind.word()), kind.word());
    }
    assertEquals(
        words(RuleKey.ALL.stream().filter(RuleKey::standsInDefaults)),
        properties("/properties/defaults"));
  }

  private static Set<String> words(Stream<RuleKey<?>> keys) {
    return keys.<String>map(RuleKey::word).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> properties(String pointer) {
    return new TreeSet<>(PUBLISHED.at(pointer + "/properties").propertyNames());
  }

  private static Set<String> faults(String yaml) {
    return RulesReader.read(yaml.getBytes(StandardCharsets.UTF_8), "rules").faults().stream()
        .map(RuleFault::toString)
        .collect(Collectors.toSet());
  }

  /** As an editor reads YAML: numbers and truth values are no text. */
  private static Set<String> errors(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    JsonNode value = JSON.valueToTree(new Load(settings).loadFromString(yaml));
    return SCHEMA.validate(value).stream().map(Object::toString).collect(Collectors.toSet());
  }
}
