package io.longshore.oci.registry.http;

import static io.longshore.oci.registry.RawServer.answer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.registry.RawServer;
import io.longshore.oci.registry.http.TransportException.OfProxy;
import io.longshore.oci.registry.http.TransportException.TimedOut;
import io.longshore.oci.registry.http.TransportException.Unusable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path home;

  private HttpTransport transport(Map<String, String> environment, Duration limit) {
    return new HttpTransport(environment, home, limit, limit);
  }

  private HttpTransport transport(String... environment) {
    return transport(
        environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]), LONG);
  }

  private static HttpAnswer get(HttpTransport transport, URI uri) throws IOException {
    return transport.send("GET", uri, Map.of(), Optional.empty());
  }

  private static String text(HttpAnswer answer) throws IOException {
    return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void assertLacks(String part, String text) {
    assertFalse(text.contains(part), text);
  }

  @Test
  void contentIsAskedForAsItIs() throws IOException {
    try (RawServer server = RawServer.saying(answer(200, "", "content"));
        HttpTransport transport = transport();
        HttpAnswer answer = get(transport, server.at("/"))) {
      assertEquals("content", text(answer));
      assertTrue(server.heads().getFirst().contains("\r\nAccept-Encoding: identity\r\n"));
    }
  }

  @Test
  void aCodingThatNobodyAskedForIsTakenOff() throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write("content".getBytes(StandardCharsets.UTF_8));
    }
    try (RawServer server =
            new RawServer(
                line -> {
                  line.readHead();
                  line.send(
                      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                          + coded.size()
                          + "\r\n\r\n");
                  line.send(coded.toByteArray());
                });
        HttpTransport transport = transport();
        HttpAnswer answer = get(transport, server.at("/"))) {
      assertEquals("content", text(answer));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'/a b|c{d}^`\"<>?x=[ü]&y=%zz', '/a%20b%7Cc%7Bd%7D%5E%60%22%3C%3E?x=[%C3%BC]&y=%zz'",
    "'?again',                      '/v2/x?again'",
    "'y',                           '/v2/y'",
    "'../y',                        '/y'",
  })
  void aRedirectIsReadAsBrowsersDo(String location, String asked) throws IOException {
    try (RawServer server =
            new RawServer(
                line -> {
                  boolean first = line.readHead().startsWith("GET /v2/x HTTP");
                  line.send(
                      first
                          ? answer(307, "Location: " + location + "\r\n", "")
                          : answer(200, "", "there"));
                });
        HttpTransport transport = transport();
        HttpAnswer answer = get(transport, server.at("/v2/x"))) {
      assertEquals("there", text(answer));
      assertEquals(
          "GET " + asked + " HTTP/1.1", server.heads().getLast().lines().findFirst().get());
    }
  }

  /** A proxy asks no resolver for the names that these tests use. */
  @ParameterizedTest
  @ValueSource(
      strings = {"my_bucket.test:9000", "4f66ad9a3b2e:5000", "registry.1st", "[::2]:5000", "[::2]"})
  void hostsThatOthersReachAreReached(String host) throws IOException {
    try (RawServer proxy =
            new RawServer(
                line -> {
                  boolean first = line.readHead().startsWith("GET http://first.test/");
                  line.send(
                      first
                          ? answer(307, "Location: http://" + host + "/x\r\n", "")
                          : answer(200, "", "there"));
                });
        HttpTransport transport = transport("HTTP_PROXY", "http://" + proxy.host())) {
      HttpAnswer answer =
          transport.send(
              "GET", URI.create("http://first.test/"), Map.of(), Optional.of("Basic secret"));
      assertEquals("there", text(answer));
      assertEquals(host, answer.host());
      assertTrue(answer.leftOrigin());
      assertTrue(proxy.heads().getFirst().contains("Authorization: Basic secret"));
      String second = proxy.heads().getLast();
      assertTrue(second.startsWith("GET http://" + host + "/x HTTP/1.1\r\n"), second);
      assertLacks("secret", second);
      assertEquals(answer.host(), get(transport, URI.create("http://" + host + "/x")).host());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "http://", "http://a..b/", "http://h:99999/"})
  void aRedirectThatLeadsNowhereIsSaidWithoutQuotingIt(String location) throws IOException {
    try (RawServer server =
            RawServer.saying(answer(302, "Location: " + location + "?secret\r\n", ""));
        HttpTransport transport = transport()) {
      Unusable e = assertThrows(Unusable.class, () -> get(transport, server.at("/")));
      assertEquals("a redirect that leads nowhere", e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 99999999999 OK\r\n\r\n",
        "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
      })
  void whatIsNoAnswerIsSaid(String bytes) throws IOException {
    try (RawServer server = RawServer.saying(bytes);
        HttpTransport transport = transport()) {
      assertThrows(Unusable.class, () -> text(get(transport, server.at("/"))));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHeadOfOneMegabyteIsNotRead(boolean inOneHeader) throws IOException {
    String headers =
        inOneHeader ? "X: " + "a".repeat(1 << 20) + "\r\n" : "X: a\r\n".repeat((1 << 20) / 6);
    try (RawServer server = RawServer.saying(answer(200, headers, ""));
        HttpTransport transport = transport()) {
      IOException e = assertThrows(IOException.class, () -> get(transport, server.at("/")));
      assertTrue(e.getMessage().contains("more than 256 KiB"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999999999999, 86400",
    "2147483648,           86400",
    "'Fri, 31 Dec 9999 23:59:59 GMT', 86400",
    "90,                   90",
    "0,                    ''",
    "-1,                   ''",
    "soon,                 ''",
  })
  void aWaitIsBoundedAndNotObeyedBehindOurBack(String asked, String expected) throws IOException {
    try (RawServer server = RawServer.saying(answer(503, "Retry-After: " + asked + "\r\n", ""));
        HttpTransport transport = transport();
        HttpAnswer answer = get(transport, server.at("/"))) {
      assertEquals(503, answer.status());
      assertEquals(
          expected.isEmpty()
              ? Optional.empty()
              : Optional.of(Duration.ofSeconds(Long.parseLong(expected))),
          RetryAfter.of(answer));
      assertEquals(1, server.heads().size());
    }
  }

  @ParameterizedTest
  @CsvSource({"407, true, false", "403, false, false", "502, false, true"})
  void aProxyThatOpensNoTunnelIsSaidToDoSo(int status, boolean wantsLogin, boolean mayPass)
      throws IOException {
    try (RawServer proxy =
            RawServer.saying(
                answer(status, "Proxy-Authenticate: Basic realm=\"squid\"\r\n", "<html>"));
        HttpTransport transport = transport("HTTPS_PROXY", "http://u:a@b@" + proxy.host())) {
      OfProxy e =
          assertThrows(OfProxy.class, () -> get(transport, URI.create("https://quay.test/v2/")));
      assertEquals("answered " + status, e.getMessage());
      assertEquals(proxy.host(), e.proxy().address());
      assertEquals(wantsLogin, e.wantsLogin());
      assertEquals(mayPass, e.mayPass());
      String login = Base64.getEncoder().encodeToString("u:a@b".getBytes(StandardCharsets.UTF_8));
      for (String head : proxy.heads()) {
        assertTrue(head.startsWith("CONNECT quay.test:443 "), head);
        assertTrue(head.contains("Proxy-Authorization: Basic " + login), head);
      }
    }
  }

  @Test
  void aProxyThatWantsALoginForAPlainRequestIsSaidToDoSo() throws IOException {
    try (RawServer proxy = RawServer.saying(answer(407, "Proxy-Authenticate: Basic\r\n", ""));
        HttpTransport transport = transport("HTTP_PROXY", proxy.host())) {
      OfProxy e =
          assertThrows(OfProxy.class, () -> get(transport, URI.create("http://quay.test/v2/")));
      assertTrue(e.wantsLogin());
    }
  }

  @Test
  void aProxyThatIsNotThereIsSaidNotToBe() throws IOException {
    RawServer gone = RawServer.saying("");
    gone.close();
    try (HttpTransport transport = transport("HTTPS_PROXY", gone.host())) {
      OfProxy e =
          assertThrows(OfProxy.class, () -> get(transport, URI.create("https://quay.test/v2/")));
      assertTrue(e.getMessage().contains("refuses"), e.getMessage());
    }
  }

  /** RFC 1928 and 1929, from the side of the proxy. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aSocksProxyLooksUpTheNameAndIsShownTheLogin(boolean letsThrough) throws IOException {
    HexFormat hex = HexFormat.of();
    StringBuilder said = new StringBuilder();
    try (RawServer proxy =
            new RawServer(
                line -> {
                  line.read(line.read(2)[1]);
                  line.send(hex.parseHex("0502"));
                  line.read(1);
                  said.append(new String(line.read(line.read(1)[0]), StandardCharsets.UTF_8))
                      .append(' ')
                      .append(new String(line.read(line.read(1)[0]), StandardCharsets.UTF_8));
                  line.send(hex.parseHex("0100"));
                  byte[] request = line.read(5);
                  said.append(' ')
                      .append(new String(line.read(request[4]), StandardCharsets.UTF_8));
                  line.read(2);
                  line.send(
                      hex.parseHex(letsThrough ? "05000001000000000000" : "05020001000000000000"));
                  line.readHead();
                  line.send(answer(200, "", "there"));
                });
        HttpTransport transport = transport("HTTP_PROXY", "socks5h://u:p%40w@" + proxy.host())) {
      URI uri = URI.create("http://my_registry.test/v2/");
      if (letsThrough) {
        assertEquals("there", text(get(transport, uri)));
        assertLacks("Proxy-Authorization", proxy.heads().getFirst());
      } else {
        OfProxy e = assertThrows(OfProxy.class, () -> get(transport, uri));
        assertTrue(e.getMessage().contains("not allowed by ruleset"), e.getMessage());
      }
      assertEquals("u p@w my_registry.test", said.toString());
    }
  }

  @Test
  void aHeadThatDripsIsGivenUp() throws IOException {
    try (RawServer server =
            new RawServer(
                line -> {
                  line.readHead();
                  line.send("HTTP/1.1 200 OK\r\nX: ");
                  line.awaitEnd();
                });
        HttpTransport transport = transport(Map.of(), Duration.ofMillis(100))) {
      assertThrows(TimedOut.class, () -> get(transport, server.at("/")));
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                line -> {
                  line.readHead();
                  asked.countDown();
                  line.awaitEnd();
                });
        HttpTransport transport = transport()) {
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () ->
                      outcome.complete(
                          assertThrows(IOException.class, () -> get(transport, server.at("/")))));
      asked.await();
      thread.interrupt();
      assertInstanceOf(InterruptedIOException.class, outcome.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void oneConnectionServesSeveralRequests() throws IOException {
    List<Integer> connections = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(
                line -> {
                  connections.add(1);
                  while (!line.readHead().isEmpty()) {
                    line.send(answer(200, "", "content"));
                  }
                });
        HttpTransport transport = transport()) {
      for (int i = 0; i < 3; i++) {
        try (HttpAnswer answer = get(transport, server.at("/" + i))) {
          assertArrayEquals(
              "content".getBytes(StandardCharsets.UTF_8), answer.body().readAllBytes());
        }
      }
      assertEquals(1, connections.size());
    }
  }
}
