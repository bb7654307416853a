package io.longshore.oci.registry;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static Proxy proxyFor(Proxies proxies, String uri) {
    return proxies.select(URI.create(uri)).getFirst();
  }

  @Test
  void eachSchemeHasItsProxyInUpperOrLowerCase() throws FailureException {
    Proxies proxies =
        Proxies.of(Map.of("HTTPS_PROXY", "http://s.example:3128", "http_proxy", "p.example:8080"));
    assertEquals(
        InetSocketAddress.createUnresolved("s.example", 3128),
        proxyFor(proxies, "https://quay.io/v2/").address());
    assertEquals(
        InetSocketAddress.createUnresolved("p.example", 8080),
        proxyFor(proxies, "http://quay.io/v2/").address());
    assertEquals(Proxy.NO_PROXY, proxyFor(Proxies.of(Map.of()), "https://quay.io/v2/"));
  }

  @Test
  void aUserInTheAddressIsShownToTheProxy() throws FailureException {
    Proxies proxies = Proxies.of(Map.of("https_proxy", "http://u:p%40%3Ass@s.example:3128"));
    assertEquals(
        Optional.of(new Credential.UsernamePassword("u", "p@:ss").basicAuthorization()),
        proxies.authorization(URI.create("https://quay.io/")));
    assertEquals(Optional.empty(), proxies.authorization(URI.create("http://quay.io/")));
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
    assertEquals(expected, NoProxy.parse(noProxy).covers(URI.create(uri)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://secret@s.example", "http://", "http://a b", "https://s:1"})
  void whatIsNoHttpProxyIsRefusedWithoutQuotingIt(String value) {
    FailureException e =
        assertFails(FailureKind.UNSUPPORTED, () -> Proxies.of(Map.of("HTTPS_PROXY", value)));
    assertEquals("HTTPS_PROXY", e.subject());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }
}
