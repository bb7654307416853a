package io.longshore.oci.registry.address;

import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Hosts as messages and references name them. */
public final class Hosts {
  private Hosts() {}

  /** With the port if it is not the usual one of the scheme. */
  public static String of(HttpUrl url) {
    String host = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  /** As {@link #of(HttpUrl)}; all of an address that no request could be sent to. */
  public static String of(URI uri) {
    HttpUrl url = HttpUrl.parse(uri.toString());
    return url == null ? BlobUrl.shown(uri) : of(url);
  }

  public static boolean isSameOrigin(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }

  /** Where {@code location} leads from {@code base}, as browsers understand it. */
  public static Optional<HttpUrl> resolve(HttpUrl base, String location) {
    return Optional.ofNullable(base.resolve(location));
  }
}
