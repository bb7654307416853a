package io.longshore.oci;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageConfigTest {
  private static final String DIGEST = "sha256:" + "1".repeat(64);

  private static final String VALID =
      """
      {"architecture": "arm64", "os": "linux", "variant": "v8",
       "created": "2019-03-01T12:00:00.123456789+02:00",
       "container_config": {"Env": 5},
       "config": {"Env": ["PATH=/bin", "LANG="], "Entrypoint": ["/run"], "Cmd": null,
                  "Labels": {"a": "b"}, "WorkingDir": "/srv", "User": "1000:1000"},
       "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
      """
          .formatted(DIGEST);

  private static ImageConfig parse(String json) throws FailureException {
    return ImageConfig.parse(json.getBytes(StandardCharsets.UTF_8), "a");
  }

  @Test
  void everythingThatDecidesHowAnImageRunsIsRead() throws FailureException {
    assertEquals(
        new ImageConfig(
            Optional.of(new Platform("linux", "arm64", "v8")),
            Optional.of(Instant.parse("2019-03-01T10:00:00.123456789Z")),
            List.of("PATH=/bin", "LANG="),
            List.of("/run"),
            List.of(),
            "1000:1000",
            "/srv",
            Map.of("a", "b"),
            List.of(Digest.parse(DIGEST))),
        parse(VALID));
  }

  @Test
  void onlyTheRootFileSystemMustBeThere() throws FailureException {
    ImageConfig config = parse("{\"rootfs\": {\"type\": \"layers\", \"diff_ids\": []}}");
    assertEquals(Optional.empty(), config.platform());
    assertEquals(Optional.empty(), config.created());
    assertEquals("", config.user());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"layers\"     | \"tree\"",
        "sha256:1       | sha256:",
        "[\"/run\"]     | [1]",
        "[\"/run\"]     | {}",
        "2019-03-01     | yesterday",
        "{\"a\": \"b\"} | {\"a\": []}",
      })
  void whatMattersIsChecked(String was, String becomes) {
    assertFails(FailureKind.MALFORMED, () -> parse(VALID.replace(was, becomes)));
  }

  @Test
  void namesOfFieldsAreReadRegardlessOfCaseAndNamesInMapsAreNot() throws FailureException {
    ImageConfig config =
        parse(
            """
            {"Architecture": "arm64", "OS": "linux", "VARIANT": "v8",
             "config": {"env": ["A=1"], "ENTRYPOINT": ["/run"], "cmd": ["x"], "user": "me",
                        "workingdir": "/w", "labels": {"a": "1", "A": "2"}},
             "rootfS": {"Type": "layers", "Diff_IDs": ["%s"]}}
            """
                .formatted(DIGEST));
    assertEquals(Optional.of(new Platform("linux", "arm64", "v8")), config.platform());
    assertEquals(List.of("A=1"), config.environment());
    assertEquals(List.of("/run"), config.entrypoint());
    assertEquals(List.of("x"), config.command());
    assertEquals("me", config.user());
    assertEquals("/w", config.workingDirectory());
    assertEquals(Map.of("a", "1", "A", "2"), config.labels());
    assertEquals(List.of(Digest.parse(DIGEST)), config.diffIds());
  }

  @Test
  void ofAFieldGivenTwiceTheLastCountsAndTwoObjectsAreOne() throws FailureException {
    ImageConfig config =
        parse(
            """
            {"config": {"Cmd": ["a"], "cmd": ["b"], "Cmd": ["c"], "User": "me", "user": null,
                        "Env": ["A=1"], "env": null,
                        "Labels": {"a": "1", "b": "1"}, "labels": {"b": "2", "c": null}},
             "config": {"Entrypoint": ["/run"]}, "config": null,
             "rootfs": {"diff_ids": null}}
            """);
    assertEquals(List.of("/run"), config.entrypoint());
    assertEquals(List.of("c"), config.command());
    assertEquals("me", config.user());
    assertEquals(List.of(), config.environment());
    assertEquals(Map.of("a", "1", "b", "2", "c", ""), config.labels());
    assertEquals(List.of(), config.diffIds());
  }

  @Test
  void textThatIsNoUnicodeIsReadAsGoReadsIt() throws FailureException {
    byte[] json =
        "{\"config\": {\"Cmd\": [\"a?\", \"b\\ud800\"]}, \"rootfs\": {}}"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < json.length; i++) {
      json[i] = json[i] == '?' ? (byte) 0xff : json[i];
    }
    assertEquals(List.of("a\ufffd", "b\ufffd"), ImageConfig.parse(json, "a").command());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"\"]     | [\"x\"]     | ''     | x",
        "[\"\"]     | [\"\"]      | ''     | ''",
        "null       | [\"x\"]     | ''     | x",
        "[]         | null        | ''     | ''",
        "\"a\"        | \"b\"         | a      | b",
        "\"\"         | [\"x\"]       | ''     | x",
        "[null]     | [\"\"]      | ''     | ''",
        "[\"a\"]    | [\"\"]      | a      | <>",
        "[\"\",\"a\"] | [\"x\"]   | <>,a   | x",
      })
  void oneEmptyWordIsNothingToRun(
      String entrypoint, String command, String entrypointRead, String commandRead)
      throws FailureException {
    ImageConfig config =
        parse(
            "{\"config\": {\"Entrypoint\": %s, \"Cmd\": %s}, \"rootfs\": {}}"
                .formatted(entrypoint, command));
    assertEquals(words(entrypointRead), config.entrypoint());
    assertEquals(words(commandRead), config.command());
  }

  private static List<String> words(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(word -> word.equals("<>") ? "" : word).toList();
  }

  @Test
  void eachLayerNeedsADiffId() throws FailureException {
    Descriptor blob = new Descriptor(MediaTypes.OCI_CONFIG, Digest.parse(DIGEST), 1);
    Manifest none = new Manifest(MediaTypes.OCI_MANIFEST, blob, List.of(), Map.of());
    ImageConfig config = parse(VALID);
    assertFails(FailureKind.MALFORMED, () -> config.checkAgainst(none, "a"));
  }

  @Test
  void anImageForAnotherPlatformIsRefused() throws FailureException {
    ImageConfig config = parse(VALID);
    config.checkPlatform(Platform.parse("linux/arm64"), "a");
    assertFails(FailureKind.UNSUPPORTED, () -> config.checkPlatform(Platform.LINUX_AMD64, "a"));
  }
}
