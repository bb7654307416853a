package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.registry.ImageResolver;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.ResolvedImage;
import io.longshore.testing.DockerRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry of the Distribution project, filled by skopeo and standing in for Docker Hub. */
class RealRegistryTest {
  private static final MadeImage IMAGE = Samples.largeImage();

  @TempDir private static Path folder;
  private static DockerRegistry server;
  private static String host;

  @BeforeAll
  static void startAndPush() throws Exception {
    server = DockerRegistry.start(folder.resolve("registry"));
    host = server.host();
    Path layout = Layouts.write(folder.resolve("layout"), IMAGE);
    Tool.run(
        folder,
        List.of(
            "skopeo",
            "--insecure-policy",
            "copy",
            "--preserve-digests",
            "--dest-tls-verify=false",
            "oci:" + layout,
            "docker://" + host + "/library/busybox:1.0"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RegistryClient client(String registriesConf) throws IOException {
    // It says what it speaks when it is asked over TLS, as most do that speak plain HTTP.
    return RegistryClient.open(
        Clients.options(folder, registriesConf, Map.of("LONGSHORE_PLAIN_HTTP", "")));
  }

  @Test
  void whatSkopeoPushedIsReadByteForByte() throws IOException {
    try (RegistryClient client = client(Clients.insecure(host))) {
      Reference reference = Reference.parse(host + "/library/busybox:1.0");
      assertIsRead(client, reference);
      assertEquals("http", client.blobUrl(reference.repository(), IMAGE.digest()).getScheme());
    }
  }

  @Test
  void asAMirrorItStandsInForDockerHub() throws IOException {
    String conf =
        """
        [[registry]]
        location = "docker.io"
        [[registry.mirror]]
        location = "%s"
        insecure = true
        """
            .formatted(host);
    try (RegistryClient client = client(conf)) {
      Reference reference = Reference.parse("busybox:1.0");
      assertIsRead(client, reference);
      assertEquals(
          "https://registry-1.docker.io/v2/library/busybox/blobs/" + IMAGE.digest(),
          client.blobUrl(reference.repository(), IMAGE.digest()).toString());
    }
  }

  @Test
  void whatItLacksIsGone() throws IOException {
    try (RegistryClient client = client(Clients.insecure(host))) {
      FailureException e =
          assertFails(
              FailureKind.GONE,
              () -> client.resolve(Reference.parse(host + "/library/busybox:2.0")));
      assertTrue(e.problem().contains("MANIFEST_UNKNOWN"), e.problem());
    }
  }

  @Test
  void whoForgotToSetItInsecureIsTold() throws IOException {
    try (RegistryClient client = client("")) {
      FailureException e =
          assertFails(
              FailureKind.NETWORK,
              () -> client.resolve(Reference.parse(host + "/library/busybox:1.0")));
      assertTrue(e.nextStep().contains("insecure = true"), e.getMessage());
    }
  }

  private static void assertIsRead(RegistryClient client, Reference reference) throws IOException {
    ResolvedImage image = new ImageResolver(client).resolve(reference, Platform.LINUX_AMD64);
    assertArrayEquals(IMAGE.manifestBytes(), image.image().manifestBytes());
    assertArrayEquals(IMAGE.configBytes(), image.image().configBytes());
    Descriptor layer = image.image().manifest().layers().getFirst();
    client.headBlob(reference.repository(), layer);
    byte[] content = IMAGE.blobs().get(layer.digest());
    try (InputStream in = client.openBlob(reference.repository(), layer, 4096)) {
      assertArrayEquals(Arrays.copyOfRange(content, 4096, content.length), in.readAllBytes());
    }
  }
}
