package io.longshore.oci.registry.proxy;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static Optional<ProxyServer> proxyFor(String url, Map<String, String> environment)
      throws FailureException {
    return Proxies.of(environment).before(HttpUrl.get(url));
  }

  private static ProxyServer parsed(String value) throws FailureException {
    return ProxyServer.of("HTTPS_PROXY", Map.of("HTTPS_PROXY", value)).orElseThrow();
  }

  @Test
  void eachSchemeHasItsProxyInUpperOrLowerCase() throws FailureException {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://s.example:3128", "http_proxy", "p.example:8080");
    assertEquals(
        InetSocketAddress.createUnresolved("s.example", 3128),
        proxyFor("https://quay.io/v2/", environment).orElseThrow().asProxy().address());
    assertEquals(
        InetSocketAddress.createUnresolved("p.example", 8080),
        proxyFor("http://quay.io/v2/", environment).orElseThrow().asProxy().address());
    assertEquals(Optional.empty(), proxyFor("https://quay.io/v2/", Map.of()));
  }

  @Test
  void anEmptyVariableIsNoVariable() throws FailureException {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "", "https_proxy", "p.example", "NO_PROXY", " ", "no_proxy", "q.io");
    ProxyServer server = proxyFor("https://quay.io/", environment).orElseThrow();
    assertEquals("https_proxy", server.variable());
    assertEquals(Optional.empty(), proxyFor("https://q.io/", environment));
  }

  @ParameterizedTest
  @CsvSource({
    "http://u:p%40%3Ass@s.example:3128, u,    p@:ss,    s.example,  3128",
    "http://u:p@ss@s.example:3128/,     u,    p@ss,     s.example,  3128",
    "http://u:a/b#c?d@s.example,        u,    a/b#c?d,  s.example,  80",
    "u:100%@s.example:1,                u,    100%,     s.example,  1",
    "http://u:a+b%C3%BC@s.example,      u,    a+bü,     s.example,  80",
    "http://token@my_proxy:3128,        token, '',      my_proxy,   3128",
    "http://u:p@[fd00::1]:3128,         u,    p,        [fd00::1],  3128",
    "socks5://u:p@s.example,            u,    p,        s.example,  1080",
  })
  void whatStandsBeforeTheLastAtSignIsTheLogin(
      String value, String username, String password, String host, int port)
      throws FailureException {
    ProxyServer server = parsed(value);
    assertEquals(Optional.of(new ProxyServer.Login(username, password)), server.login());
    assertEquals(host, server.host());
    assertEquals(port, server.port());
    assertFalse(server.toString().contains(username + ":"), server.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://s.example:1", "socks5h://s.example:1", "SOCKS5H://s.example:1"})
  void aSocksProxyIsUsedAsOne(String value) throws FailureException {
    assertEquals(Proxy.Type.SOCKS, parsed(value).asProxy().type());
  }

  @ParameterizedTest
  @CsvSource({
    "https://quay.io/,            quay.io,         true",
    "https://cdn.quay.io/,        quay.io,         true",
    "https://notquay.io/,         quay.io,         false",
    "https://quay.io/,            .quay.io,        false",
    "https://cdn.quay.io/,        .quay.io,        true",
    "https://cdn.quay.io/,        *.quay.io,       true",
    "https://QUAY.io/,            Quay.IO,         true",
    "https://quay.io:5000/,       quay.io:5000,    true",
    "https://quay.io/,            quay.io:5000,    false",
    "https://quay.io/,            quay.io:443,     true",
    "http://10.1.2.3/,            10.0.0.0/8,      true",
    "http://11.1.2.3/,            10.0.0.0/8,      false",
    "http://10.1.2.3/,            10.1.2.3,        true",
    "http://[fd00::1]:5000/,      fd00::/8,        true",
    "http://[fe00::1]:5000/,      fd00::/8,        false",
    "http://host.example/,        10.0.0.0/8,      false",
    "https://quay.io/,            'a b,*',         true",
    "https://quay.io/,            '',              false",
    "https://localhost:5000/,     '',              true",
    "https://127.9.9.9/,          '',              true",
    "https://[::1]/,              '',              true",
  })
  void someHostsAreReachedWithoutIt(String uri, String noProxy, boolean expected) {
    assertEquals(expected, NoProxy.parse(noProxy).covers(HttpUrl.get(uri)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks4://secret@s.example",
        "http://",
        "http://a b",
        "https://s:1",
        "http://u:secret@s.example:0",
        "http://u:secret@s.example:99999",
        "http://u:s3cr%et@[bad",
      })
  void whatIsNoProxyFailsWhatNeedsItAndIsNotQuoted(String value) throws FailureException {
    Map<String, String> environment = Map.of("HTTPS_PROXY", value);
    FailureException e =
        assertFails(FailureKind.UNSUPPORTED, () -> proxyFor("https://quay.io/", environment));
    assertEquals("HTTPS_PROXY", e.subject());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
    assertEquals(Optional.empty(), proxyFor("http://quay.io/", environment));
    assertEquals(Optional.empty(), proxyFor("https://localhost:5000/", environment));
  }
}
