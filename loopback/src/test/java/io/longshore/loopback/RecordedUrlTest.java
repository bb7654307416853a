package io.longshore.loopback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded addresses that are no registry's: files on an ordinary web server. */
class RecordedUrlTest {
  private static final byte[] CONTENT = "the bytes of a layer".getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB =
      new Descriptor("application/octet-stream", Digest.of(CONTENT), CONTENT.length);

  @TempDir Path home;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    client =
        RegistryClient.open(
            RegistryOptions.of(Map.of(), home)
                .withRetryPolicy(
                    new RetryPolicy(
                        2, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(1))));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  /**
   * {@code /file} is the blob, {@code /long} one byte more, {@code /page} as long and a page,
   * {@code /NNN} that status; {@code /get-only} is the blob that HEAD does not find; {@code
   * /whole-only} neither, nor does it know parts, and the first that is not looked for by HEAD is
   * cut off.
   */
  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      int status = name.matches("\\d+") ? Integer.parseInt(name) : statusOf(name, head, exchange);
      boolean longer = name.equals("long") || name.equals("page");
      byte[] body = new byte[CONTENT.length + (longer ? 1 : 0)];
      if (name.equals("page")) {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      }
      System.arraycopy(CONTENT, 0, body, 0, CONTENT.length);
      if (head) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(status, -1);
      } else {
        exchange.sendResponseHeaders(status, body.length);
        boolean cut = name.equals("whole-only") && requests.get() == 1;
        exchange.getResponseBody().write(body, 0, cut ? 5 : body.length);
        exchange.getResponseBody().flush();
      }
    }
  }

  private static int statusOf(String name, boolean head, HttpExchange exchange) {
    boolean part = exchange.getRequestHeaders().containsKey("Range");
    return switch (name) {
      case "get-only" -> head ? 403 : 200;
      case "whole-only" -> head ? 403 : part ? 416 : 200;
      default -> 200;
    };
  }

  @Test
  void areAskedAndFetchedAsTheyAre() throws IOException {
    client.headUrl(url("file"), BLOB);
    try (InputStream in = client.openUrl(url("file"), BLOB)) {
      assertArrayEquals(CONTENT, in.readAllBytes());
    }
    assertEquals(2, requests.get());
  }

  @ParameterizedTest
  @CsvSource({
    "404, GONE, 2",
    "410, GONE, 2",
    "403, AUTH, 2",
    "429, RATE_LIMIT, 2",
    "503, NETWORK, 4",
    "418, NETWORK, 2",
    "long, MALFORMED, 2",
    "page, NETWORK, 2"
  })
  void failWithTheirClass(String name, FailureKind kind, int requestsOfHead) {
    FailureException head =
        assertThrows(FailureException.class, () -> client.headUrl(url(name), BLOB));
    assertEquals(kind, head.kind());
    assertEquals(requestsOfHead, requests.get());
    FailureException get =
        assertThrows(FailureException.class, () -> client.openUrl(url(name), BLOB).close());
    assertEquals(kind, get.kind());
    assertFalse(get.getMessage().contains("secret"), get.getMessage());
  }

  @Test
  void areThereIfOnlyGetSaysSo() throws IOException {
    client.headUrl(url("get-only"), BLOB);
    assertEquals(2, requests.get());
  }

  @Test
  void areThereAlsoWhereTheServerKnowsNoParts() throws IOException {
    client.headUrl(url("whole-only"), BLOB);
    assertEquals(3, requests.get());
  }

  @Test
  void areFetchedWholeAgainWhereTheServerKnowsNoParts() throws IOException {
    try (InputStream in = client.openUrl(url("whole-only"), BLOB)) {
      assertArrayEquals(CONTENT, in.readAllBytes());
    }
    assertEquals(3, requests.get());
  }

  @Test
  void ofARegistryMustNameTheDigest() {
    URI other = url("v2/name/blobs/sha256:" + "0".repeat(64));
    FailureException failure =
        assertThrows(FailureException.class, () -> client.headUrl(other, BLOB));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertEquals(0, requests.get());
  }

  private URI url(String path) {
    return URI.create(
        "http://127.0.0.1:"
            + server.getAddress().getPort()
            + "/"
            + path
            + (path.startsWith("v2/") ? "" : "?signature=secret"));
  }
}
