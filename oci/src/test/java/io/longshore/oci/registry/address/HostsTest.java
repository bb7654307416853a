package io.longshore.oci.registry.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  private static final HttpUrl BASE = HttpUrl.get("https://registry.example/v2/");

  @ParameterizedTest
  @ValueSource(strings = {"https://a|b/", "https://|.example/", "https://a`b/", "https://a{b}/"})
  void aNameWhoseLettersAnAddressWouldLoseIsRefused(String address) {
    assertEquals(Optional.empty(), Hosts.parse(address));
    assertEquals(Optional.empty(), Hosts.resolve(BASE, address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://%00%.@registry.example/", "https://a:%@registry.example/"})
  void aNameOrPasswordThatNoAddressMayHaveIsRefused(String address) {
    assertEquals(Optional.empty(), Hosts.parse(address));
    assertEquals(Optional.empty(), Hosts.resolve(BASE, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://my_registry/",
        "https://a-b.example:5000/x?y=%7C",
        "https://[::1]:443/",
        "http://127.0.0.1/",
        "https://b\u00fccher.example/"
      })
  void anyOtherNameLeadsToItsHost(String address) {
    HttpUrl url = Hosts.parse(address).orElseThrow();
    assertEquals(Optional.of(url), Hosts.resolve(BASE, address));
    assertEquals(url.host(), HttpUrl.get(url.uri().toString()).host());
  }
}
