package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

class TlsAndProxyTest {
  private static final MadeImage IMAGE = Samples.image();

  @TempDir private static Path certificates;
  private static TestAuthority authority;
  private static TestAuthority user;

  @TempDir private Path home;

  @BeforeAll
  static void makeAuthorities() throws Exception {
    authority = TestAuthority.create(Files.createDirectory(certificates.resolve("authority")));
    user = TestAuthority.create(Files.createDirectory(certificates.resolve("user")));
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedOnceItIsNamed() throws Exception {
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(LoopbackOptions.PLAIN.withTls(authority.serverContext()))) {
      registry.addImage("a", "1", IMAGE);
      Reference reference = Reference.parse(registry.host() + "/a:1");

      try (RegistryClient client = RegistryClient.open(Clients.options(home, "", Map.of()))) {
        FailureException e = assertFails(FailureKind.NETWORK, () -> client.resolve(reference));
        assertTrue(e.nextStep().contains("SSL_CERT_FILE"), e.nextStep());
      }
      Map<String, String> environment = Map.of("SSL_CERT_FILE", authority.pem().toString());
      for (RegistryOptions options : List.of(Clients.options(home, "", environment))) {
        try (RegistryClient client = RegistryClient.open(options)) {
          assertEquals(IMAGE.digest(), client.resolve(reference).digest());
          assertEquals("https", client.blobUrl(reference.repository(), IMAGE.digest()).getScheme());
        }
      }
    }
  }

  @Test
  void aFileOfCertificatesThatIsGoneMattersOnlyWhereItIsNeeded() throws Exception {
    Path gone = home.resolve("gone.pem");
    Path noise = Files.writeString(home.resolve("noise.pem"), "noise");
    try (LoopbackRegistry plain = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        LoopbackRegistry secure =
            LoopbackRegistry.start(LoopbackOptions.PLAIN.withTls(authority.serverContext()))) {
      plain.addImage("a", "1", IMAGE);
      for (Path file : List.of(gone, noise)) {
        Map<String, String> environment = Map.of("SSL_CERT_FILE", file.toString());
        String conf = Clients.insecure(plain.host());
        try (RegistryClient client =
            RegistryClient.open(Clients.options(home, conf, environment))) {
          assertEquals(
              IMAGE.digest(), client.resolve(Reference.parse(plain.host() + "/a:1")).digest());
          FailureException e =
              assertFails(
                  FailureKind.NETWORK,
                  () -> client.resolve(Reference.parse(secure.host() + "/a:1")));
          assertTrue(
              e.problem().contains("the file " + file + " that SSL_CERT_FILE names"), e.problem());
        }
      }
    }
  }

  @Test
  void anAuthorityInAFolderOfTheRegistryOrOfTheEnvironmentIsTrusted() throws Exception {
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(LoopbackOptions.PLAIN.withTls(authority.serverContext()))) {
      registry.addImage("a", "1", IMAGE);
      Reference reference = Reference.parse(registry.host() + "/a:1");
      Path folder = Files.createDirectory(home.resolve("certificates"));
      Files.copy(authority.pem(), folder.resolve("1234abcd.0"));
      Map<String, String> environment = Map.of("SSL_CERT_DIR", "/nowhere:" + folder);
      try (RegistryClient client = RegistryClient.open(Clients.options(home, "", environment))) {
        assertEquals(IMAGE.digest(), client.resolve(reference).digest());
      }
      Path ofRegistry =
          Files.createDirectories(home.resolve(".config/containers/certs.d/" + registry.host()));
      Files.copy(authority.pem(), ofRegistry.resolve("ca.crt"));
      try (RegistryClient client = RegistryClient.open(Clients.options(home, "", Map.of()))) {
        assertEquals(IMAGE.digest(), client.resolve(reference).digest());
      }
    }
  }

  @Test
  void aRegistryThatAsksForACertificateIsShownTheOneInItsFolder() throws Exception {
    try (ServerSocket server = authority.serverThatAsksFor(user)) {
      Thread.ofPlatform().daemon().start(() -> welcomeAll(server));
      String host = "127.0.0.1:" + server.getLocalPort();
      Repository repository = new Repository(host, "a");
      Path folder = Files.createDirectories(home.resolve(".config/containers/certs.d/" + host));
      Files.copy(authority.pem(), folder.resolve("ca.crt"));
      try (RegistryClient client = RegistryClient.open(Clients.options(home, "", Map.of()))) {
        assertFails(FailureKind.NETWORK, () -> client.reach(repository));
      }
      Files.copy(user.pem(), folder.resolve("client.cert"));
      try (RegistryClient client = RegistryClient.open(Clients.options(home, "", Map.of()))) {
        FailureException e = assertFails(FailureKind.MALFORMED, () -> client.reach(repository));
        assertEquals(folder.resolve("client.cert").toString(), e.subject());
      }
      Files.writeString(folder.resolve("client.key"), user.privateKey());
      try (RegistryClient client = RegistryClient.open(Clients.options(home, "", Map.of()))) {
        assertEquals(host, client.reach(repository));
      }
    }
  }

  private static void welcomeAll(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[4096]);
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // Of this guest, or of all.
      }
    }
  }

  /** A forwarding proxy that knows one name no resolver knows. */
  @Test
  void theProxyOfTheEnvironmentIsUsedAndToldWhoAsks() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        HttpClient forward = HttpClient.newHttpClient()) {
      registry.addImage("a", "1", IMAGE);
      HttpServer proxy =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      proxy.createContext(
          "/",
          exchange -> {
            try (exchange) {
              seen.add(
                  exchange.getRequestURI()
                      + " "
                      + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
              URI target =
                  URI.create("http://" + registry.host() + exchange.getRequestURI().getPath());
              HttpResponse<byte[]> response =
                  forward.send(
                      HttpRequest.newBuilder(target).build(),
                      HttpResponse.BodyHandlers.ofByteArray());
              String type = response.headers().firstValue("Content-Type").orElseThrow();
              exchange.getResponseHeaders().set("Content-Type", type);
              exchange.sendResponseHeaders(response.statusCode(), response.body().length);
              exchange.getResponseBody().write(response.body());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      proxy.start();
      try {
        String address = "http://ada:p%3Aw@127.0.0.1:" + proxy.getAddress().getPort();
        Map<String, String> environment =
            Map.of("HTTP_PROXY", address, "NO_PROXY", "direct.invalid");
        String conf = Clients.insecure("lab.invalid:5000") + Clients.insecure("direct.invalid");
        try (RegistryClient client =
            RegistryClient.open(Clients.options(home, conf, environment))) {
          assertEquals(
              IMAGE.digest(), client.resolve(Reference.parse("lab.invalid:5000/a:1")).digest());
          String user =
              Base64.getEncoder().encodeToString("ada:p:w".getBytes(StandardCharsets.UTF_8));
          assertEquals(List.of("http://lab.invalid:5000/v2/a/manifests/1 Basic " + user), seen);
          assertFails(
              FailureKind.NETWORK, () -> client.resolve(Reference.parse("direct.invalid/a:1")));
          assertEquals(1, seen.size());
        }
      } finally {
        proxy.stop(0);
      }
    }
  }
}
