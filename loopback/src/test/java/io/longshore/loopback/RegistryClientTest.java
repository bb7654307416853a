package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.ImageResolver;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.ResolvedImage;
import io.longshore.oci.registry.ResolvedManifest;
import io.longshore.oci.registry.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
  @TempDir private Path home;
  private LoopbackRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void open() throws IOException {
    registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
    client = Clients.of(registry, home);
  }

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  private Reference reference(String rest) {
    return Reference.parse(registry.host() + "/" + rest);
  }

  @Test
  void aTagLeadsToTheBytesAsServed() throws IOException {
    MadeImage image = Samples.dockerImage();
    registry.addImage("team/app", "1.0", image);
    ResolvedManifest manifest = client.resolve(reference("team/app:1.0"));
    assertArrayEquals(image.manifestBytes(), manifest.bytes());
    assertEquals(image.digest(), manifest.digest());
    assertEquals(MediaTypes.DOCKER_MANIFEST, manifest.mediaType());
    assertEquals(reference("team/app").repository(), manifest.repository());
  }

  @Test
  void ofTagAndDigestTheDigestIsAsked() throws IOException {
    MadeImage image = Samples.image();
    registry.addImage("a", "old", image);
    registry.addImage("a", "new", Samples.dockerImage());
    ResolvedManifest manifest = client.resolve(reference("a:new@" + image.digest()));
    assertEquals(image.digest(), manifest.digest());
    assertTrue(registry.received().getFirst().target().endsWith("/" + image.digest()));
  }

  @Test
  void anImageIsFoundThroughAnIndexWithAttestations() throws IOException {
    MadeImage amd64 = Samples.image("linux/amd64");
    MadeImage arm64 = Samples.image("linux/arm64/v8");
    MadeIndex index = MadeIndex.docker(arm64, amd64).withAttestations();
    registry.addIndex("a", "1", index);
    ResolvedImage image = new ImageResolver(client).resolve(reference("a:1"), Platform.LINUX_AMD64);
    assertEquals(amd64.digest(), image.image().descriptor().digest());
    assertArrayEquals(index.bytes(), image.served().orElseThrow().bytes());
    assertArrayEquals(amd64.configBytes(), image.image().configBytes());
    assertEquals(amd64.manifest(), image.image().manifest());
    FailureException e =
        assertFails(
            FailureKind.UNSUPPORTED,
            () ->
                new ImageResolver(client)
                    .resolve(reference("a:1"), Platform.parse("linux/ppc64le")));
    assertTrue(e.problem().endsWith("available: linux/arm64/v8, linux/amd64"), e.problem());
  }

  @Test
  void aSoleImageMustBeForThePlatformAskedFor() throws IOException {
    registry.addImage("a", "1", Samples.image("linux/arm64"));
    ImageResolver resolver = new ImageResolver(client);
    assertEquals(
        Optional.empty(),
        resolver.resolve(reference("a:1"), Platform.parse("linux/arm64")).served());
    assertFails(
        FailureKind.UNSUPPORTED, () -> resolver.resolve(reference("a:1"), Platform.LINUX_AMD64));
  }

  @Test
  void aBlobIsStreamedFromAnyByte() throws IOException {
    MadeImage image = Samples.largeImage();
    registry.addImage("a", "1", image);
    Descriptor layer = image.manifest().layers().getFirst();
    byte[] content = image.blobs().get(layer.digest());
    Repository repository = reference("a").repository();
    for (long from : new long[] {0, 1, 500_000, layer.size() - 1, layer.size()}) {
      try (InputStream in = client.openBlob(repository, layer, from)) {
        assertArrayEquals(
            Arrays.copyOfRange(content, (int) from, content.length), in.readAllBytes());
      }
    }
    assertThrows(
        IllegalArgumentException.class, () -> client.openBlob(repository, layer, layer.size() + 1));
  }

  @Test
  void askingForABlobDoesNotFetchIt() throws IOException {
    MadeImage image = Samples.image();
    registry.addImage("a", "1", image);
    Repository repository = reference("a").repository();
    Descriptor config = image.manifest().config();
    client.headBlob(repository, config);
    assertEquals(List.of("HEAD"), methods(registry));
    Descriptor absent = new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(new byte[9]), 9);
    assertFails(FailureKind.GONE, () -> client.headBlob(repository, absent));
    Descriptor resized = new Descriptor(MediaTypes.OCI_CONFIG, config.digest(), 9);
    assertFails(FailureKind.MALFORMED, () -> client.headBlob(repository, resized));
  }

  /** Content hosts give out addresses that are signed for one method. */
  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 501})
  void aBlobIsThereIfOnlyGetSaysSo(int status) throws IOException {
    FaultPlan noHead =
        FaultPlan.always(
            request -> request.method().equals("HEAD") && !request.target().startsWith("/v2/"),
            new Fault.Status(status));
    try (LoopbackRegistry redirecting =
            LoopbackRegistry.start(LoopbackOptions.PLAIN.withRedirectedBlobs().withFaults(noHead));
        RegistryClient other = Clients.of(redirecting, home)) {
      MadeImage image = Samples.image();
      redirecting.addImage("a", "1", image);
      Repository repository = Reference.parse(redirecting.host() + "/a").repository();
      Descriptor layer = image.manifest().layers().getFirst();
      other.headBlob(repository, layer);
      assertEquals(Optional.of("bytes=0-0"), redirecting.receivedByContentHost().getLast().range());
      Descriptor resized = new Descriptor(layer.mediaType(), layer.digest(), layer.size() + 1);
      assertFails(FailureKind.MALFORMED, () -> other.headBlob(repository, resized));
    }
  }

  private static List<String> methods(LoopbackRegistry registry) {
    return registry.received().stream().map(ReceivedRequest::method).toList();
  }

  @Test
  void whatIsNotThereIsGone() {
    registry.addImage("a", "1", Samples.image());
    FailureException tag = assertFails(FailureKind.GONE, () -> client.resolve(reference("a:2")));
    assertTrue(tag.problem().contains("404 MANIFEST_UNKNOWN"), tag.problem());
    assertEquals(reference("a:2").asAsked(), tag.subject());
    assertFails(FailureKind.GONE, () -> client.resolve(reference("b:1")));
    assertEquals(
        2,
        registry.received().stream().filter(ReceivedRequest::isForManifest).count(),
        "no second attempt");
  }

  /** {@code docker manifest create} wrote such lists before 18.09. */
  @Test
  void theSizeInAnIndexIsNoMatterWhereTheDigestIsRight() throws IOException {
    MadeImage image = Samples.image();
    registry.addImage("a", "1", image);
    Descriptor wrong = new Descriptor(MediaTypes.OCI_MANIFEST, image.digest(), 5);
    assertArrayEquals(
        image.manifestBytes(), client.fetchManifest(reference("a").repository(), wrong).bytes());
  }

  @Test
  void anIndexWithFlawsLeadsToTheImagesInIt() throws IOException {
    MadeImage image = Samples.image();
    registry.addImage("a", "image", image);
    String bad = "{\"digest\": \"sha512:0\", \"size\": 5, \"platform\": {}}";
    String good =
        "{\"mediaType\": \"application/octet-stream\", \"digest\": \"%s\", \"platform\": %s}"
            .formatted(image.digest(), "{\"os\": \"linux\", \"architecture\": \"amd64\"}");
    addIndex("both", bad + "," + good);
    addIndex("bad", bad);
    ImageResolver resolver = new ImageResolver(client);
    assertArrayEquals(
        image.manifestBytes(),
        resolver.resolve(reference("a:both"), Platform.LINUX_AMD64).image().manifestBytes());
    FailureException other =
        assertFails(
            FailureKind.UNSUPPORTED,
            () -> resolver.resolve(reference("a:both"), Platform.parse("linux/s390x")));
    assertEquals(
        "has no image for linux/s390x, and has a bad manifests[0].digest: not a sha256 digest:"
            + " 'sha512:0'; available: linux/amd64",
        other.problem());
    FailureException none =
        assertFails(
            FailureKind.MALFORMED,
            () -> resolver.resolve(reference("a:bad"), Platform.LINUX_AMD64));
    assertTrue(none.problem().startsWith("has a bad manifests[0].digest"), none.problem());
  }

  private void addIndex(String tag, String entries) {
    String index = "{\"schemaVersion\": 2, \"manifests\": [" + entries + "]}";
    registry.addManifest("a", tag, MediaTypes.OCI_INDEX, index.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void dockersSchema1IsToldApart() {
    byte[] bytes = "{\"schemaVersion\": 1}".getBytes(StandardCharsets.UTF_8);
    registry.addManifest(
        "a", "1", "application/vnd.docker.distribution.manifest.v1+prettyjws", bytes);
    FailureException e =
        assertFails(
            FailureKind.UNSUPPORTED,
            () -> new ImageResolver(client).resolve(reference("a:1"), Platform.LINUX_AMD64));
    assertTrue(e.problem().contains("schema 1"), e.problem());
  }

  /** Web servers that hold files of a registry send no types or wrong ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/octet-stream",
        "application/json",
        MediaTypes.OCI_INDEX,
        MediaTypes.OCI_MANIFEST,
        "application/vnd.docker.distribution.manifest.v1+prettyjws"
      })
  void aManifestWithoutATypeIsKnownByItsParts(String type) throws IOException {
    String index = "{\"schemaVersion\": 2, \"manifests\": []}";
    registry.addManifest("a", "1", type, Samples.manifestWithoutType());
    registry.addManifest("a", "2", type, index.getBytes(StandardCharsets.UTF_8));
    assertEquals(MediaTypes.OCI_MANIFEST, client.resolve(reference("a:1")).mediaType());
    assertEquals(MediaTypes.OCI_INDEX, client.resolve(reference("a:2")).mediaType());
  }

  @Test
  void aPageIsNoManifest() {
    registry.addManifest("a", "1", "text/html", "<html>".getBytes(StandardCharsets.UTF_8));
    FailureException e = assertFails(FailureKind.MALFORMED, () -> client.resolve(reference("a:1")));
    assertTrue(e.problem().contains("text/html instead of a manifest"), e.problem());
  }

  @Test
  void aManifestHasAtMostFourMebibytes() {
    registry.addManifest("a", "1", MediaTypes.OCI_MANIFEST, new byte[(4 << 20) + 1]);
    assertFails(FailureKind.MALFORMED, () -> client.resolve(reference("a:1")));
  }

  @Test
  void plainHttpIsUsedOnlyWhereItIsSet() throws IOException {
    registry.addImage("a", "1", Samples.image());
    RegistryOptions options =
        Clients.options(home, "", Map.of())
            .withTimeouts(Duration.ofMillis(300), Duration.ofMillis(300))
            .withRetryPolicy(RetryPolicy.NONE);
    try (RegistryClient secure = RegistryClient.open(options)) {
      assertFails(FailureKind.NETWORK, () -> secure.resolve(reference("a:1")));
    }
    assertEquals(0, registry.received().size());
  }

  @Test
  void theUrlOfABlobIsTheRegistrysOwn() {
    Digest digest = Digest.of(new byte[0]);
    assertEquals(
        "http://" + registry.host() + "/v2/a/b/blobs/" + digest,
        client.blobUrl(reference("a/b").repository(), digest).toString());
  }
}
