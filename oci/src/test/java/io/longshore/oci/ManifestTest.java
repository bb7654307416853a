package io.longshore.oci;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final String D1 = "sha256:" + "1".repeat(64);
  private static final String D2 = "sha256:" + "2".repeat(64);

  private static final String VALID =
      """
      {"schemaVersion": 2,
       "mediaType": "application/vnd.oci.image.manifest.v1+json",
       "artifactType": "something new",
       "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                  "digest": "%s", "size": 7, "urls": null},
       "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+zstd",
                   "digest": "%s", "size": 0, "annotations": {"a": "b"}}],
       "annotations": {"k": "v"}}
      """
          .formatted(D1, D2);

  private static Manifest parse(String json) throws FailureException {
    return Manifest.parse(
        json.getBytes(StandardCharsets.UTF_8), MediaTypes.OCI_MANIFEST, "quay.io/a/b:1");
  }

  @Test
  void configAndLayersAreReadAndUnknownFieldsIgnored() throws FailureException {
    Manifest manifest = parse(VALID);
    assertEquals(Digest.parse(D1), manifest.config().digest());
    assertEquals(7, manifest.config().size());
    assertEquals(List.of(MediaTypes.OCI_LAYER_ZSTD), mediaTypes(manifest));
    assertEquals("b", manifest.layers().getFirst().annotations().get("a"));
    assertEquals("v", manifest.annotations().get("k"));
  }

  @Test
  void anImageWithoutLayersIsAnImage() throws FailureException {
    assertEquals(List.of(), parse(VALID.replaceAll("(?s)\\[\\{.*?\\}\\}\\]", "[]")).layers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"size\": 7                    | \"size\": -1",
        "\"size\": 7                    | \"size\": 7.5",
        "\"size\": 7                    | \"size\": \"7\"",
        "\"size\": 7                    | \"size\": 99999999999999999999",
        "\"size\": 7                    | \"size\": null",
        "\"digest\": \"sha256:1         | \"digest\": \"sha256:X",
        "\"digest\": \"sha256:1         | \"digest\": \"md5:1",
        "\"schemaVersion\": 2           | \"schemaVersion\": 3",
        "\"schemaVersion\": 2           | \"schemaVersion\": \"2\"",
        "\"layers\": [                  | \"strata\": [",
        "\"layers\": [                  | \"layers\": [ 5,",
        "\"config\":                    | \"figcon\":",
        "oci.image.manifest.v1+json     | oci.image.index.v1+json",
        "\"annotations\": {\"k\": \"v\"} | \"annotations\": {\"k\": 1}",
        "{\"schemaVersion\"             | {\"schemaVersion",
      })
  void whatMattersIsChecked(String was, String becomes) {
    String changed = VALID.replace(was.strip(), becomes.strip());
    assertTrue(!changed.equals(VALID));
    FailureException e = assertFails(FailureKind.MALFORMED, () -> parse(changed));
    assertEquals("quay.io/a/b:1", e.subject());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schemaVersion\": 2,               | ''",
        "\"schemaVersion\": 2                | \"schemaVersion\": 3, \"SchemaVersion\": 2",
        "\"mediaType\": \"application/vnd.oci.image.manifest.v1+json\", | \"mediaType\": null,",
        "\"config\":                         | \"Config\":",
      })
  void whatGosDecoderTakesIsTheSameManifest(String was, String becomes) throws FailureException {
    String changed = VALID.replace(was.strip(), becomes.strip());
    assertNotEquals(VALID, changed);
    assertEquals(parse(VALID).config(), parse(changed).config());
    assertEquals(parse(VALID).layers(), parse(changed).layers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "application/json", "text/html", ""})
  void aConfigWhoseTypeSaysNothingMayBeThatOfAnImage(String mediaType) throws FailureException {
    assertEquals(
        mediaType, parse(VALID.replace(MediaTypes.OCI_CONFIG, mediaType)).config().mediaType());
  }

  @Test
  void encryptedLayersAreCalledSo() {
    FailureException e =
        assertFails(
            FailureKind.UNSUPPORTED,
            () ->
                parse(
                    VALID.replace(
                        MediaTypes.OCI_LAYER_ZSTD, MediaTypes.OCI_LAYER_GZIP + "+encrypted")));
    assertTrue(e.problem().contains("encrypted"), e.problem());
    assertTrue(e.nextStep().contains("decrypt"), e.nextStep());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{} {}", "<html></html>", "\"text\""})
  void whatIsNoManifestIsMalformed(String json) {
    assertFails(FailureKind.MALFORMED, () -> parse(json));
  }

  @Test
  void aMillionOfEmptyObjectsIsRefused() {
    String many = "{\"x\": [" + "{},".repeat(1 << 20) + "{}]}";
    assertTrue(
        assertFails(FailureKind.MALFORMED, () -> parse(many)).problem().contains("Token count"));
  }

  @Test
  void moreThanFourMebibytesAreMalformed() {
    String padded = VALID + " ".repeat(4 << 20);
    FailureException e = assertFails(FailureKind.MALFORMED, () -> parse(padded));
    assertTrue(e.problem().contains("4194304"), e.problem());
  }

  @Test
  void dockersSchema1IsNamedAsSuch() {
    FailureException e =
        assertFails(
            FailureKind.UNSUPPORTED,
            () -> parse("{\"schemaVersion\": 1, \"name\": \"a\", \"fsLayers\": []}"));
    assertTrue(e.problem().contains("schema 1"), e.problem());
    assertFails(
        FailureKind.UNSUPPORTED,
        () ->
            Manifest.parse(
                "{}".getBytes(StandardCharsets.UTF_8),
                "application/vnd.docker.distribution.manifest.v1+prettyjws",
                "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.oci.image.config.v1+json, application/vnd.cncf.helm.config.v1+json",
    "application/vnd.oci.image.layer.v1.tar+zstd, application/vnd.in-toto+json",
  })
  void anArtifactIsNoImage(String was, String becomes) {
    FailureException e =
        assertFails(FailureKind.UNSUPPORTED, () -> parse(VALID.replace(was, becomes)));
    assertTrue(e.problem().contains(becomes), e.problem());
  }

  private static List<String> mediaTypes(Manifest manifest) {
    return manifest.layers().stream().map(Descriptor::mediaType).toList();
  }
}
