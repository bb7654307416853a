package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code insecure = true} lets happen, and what it does not. */
class InsecureRegistryTest {
  private static final MadeImage IMAGE = Samples.image();
  private static final Access.User USER = new Access.User("ada", "secret");
  private static final Map<String, String> NOTHING_KNOWN = Map.of("LONGSHORE_PLAIN_HTTP", "");

  @TempDir private static Path folder;
  private static TestAuthority authority;

  @TempDir private Path home;

  @BeforeAll
  static void create() throws Exception {
    authority = TestAuthority.create(folder);
  }

  private RegistryClient client(String insecureHost) throws IOException {
    return RegistryClient.open(
        Clients.options(home, Clients.insecure(insecureHost), NOTHING_KNOWN));
  }

  private void logIn(String host) throws IOException {
    byte[] pair = (USER.name() + ":" + USER.password()).getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        home.resolve("auth.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
            .formatted(host, Base64.getEncoder().encodeToString(pair)));
  }

  /** The token server is the same host. */
  @Test
  void whoSpeaksTlsIsSpokenToOverTls() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN
                    .withTls(authority.serverContext())
                    .withAccess(Access.WithToken.forOnly(USER)));
        RegistryClient client = client(registry.host())) {
      registry.addImage("a", "1", IMAGE);
      logIn(registry.host());
      Reference reference = Reference.parse(registry.host() + "/a:1");
      assertEquals(IMAGE.digest(), client.resolve(reference).digest());
      assertEquals("https", client.blobUrl(reference.repository(), IMAGE.digest()).getScheme());
    }
  }

  /** A certificate that is checked nowhere would let anybody read along. */
  @Test
  void anotherRegistrysCertificateIsCheckedAsEver() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(LoopbackOptions.PLAIN.withTls(authority.serverContext()));
        RegistryClient client = client("127.0.0.1:1")) {
      registry.addImage("a", "1", IMAGE);
      assertFails(
          FailureKind.NETWORK, () -> client.resolve(Reference.parse(registry.host() + "/a:1")));
      assertEquals(List.of(), registry.received());
    }
  }

  @Test
  void whereNobodyListensTheImageIsNamed() throws IOException {
    String host = "127.0.0.1:1";
    try (RegistryClient client = client(host)) {
      FailureException e =
          assertFails(FailureKind.NETWORK, () -> client.resolve(Reference.parse(host + "/a:1")));
      assertEquals(host + "/a", e.subject());
      assertEquals(host + " refuses connections or cannot be reached", e.problem());
    }
  }

  @Test
  void aLoginIsNotSentInClearWhereTheRegistrySpeaksTls() throws IOException {
    List<String> shown = new CopyOnWriteArrayList<>();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    HttpServer tokens = HttpServer.create(anyPort, 0);
    tokens.createContext(
        "/",
        exchange -> {
          shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    tokens.start();
    String realm = "http://127.0.0.1:" + tokens.getAddress().getPort() + "/token";
    HttpsServer server = HttpsServer.create(anyPort, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.serverContext()));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    String host = "127.0.0.1:" + server.getAddress().getPort();
    logIn(host);
    try (RegistryClient client = client(host)) {
      FailureException e =
          assertFails(FailureKind.AUTH, () -> client.resolve(Reference.parse(host + "/a:1")));
      assertTrue(e.problem().contains("would get them in clear"), e.problem());
      assertFalse(e.nextStep().contains("login"), e.nextStep());
      assertEquals(List.of("null"), shown);
    } finally {
      server.stop(0);
      tokens.stop(0);
    }
  }
}
