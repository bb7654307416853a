package io.longshore.oci;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        "diff_ids       | ids",
        "sha256:1       | sha256:",
        "[\"/run\"]     | \"/run\"",
        "2019-03-01     | yesterday",
        "{\"a\": \"b\"} | {\"a\": []}",
      })
  void whatMattersIsChecked(String was, String becomes) {
    assertFails(FailureKind.MALFORMED, () -> parse(VALID.replace(was, becomes)));
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
