package io.longshore.oci.registry.address;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Names hosts in the form of messages and references. */
public final class Hosts {
  // OkHttp accepts more characters, for example '|'. HttpUrl.uri() drops these, so that
  // https://a|b would become https://ab, the address of another host.
  private static final Pattern NAME = Pattern.compile("[0-9a-z._:-]+");

  private Hosts() {}

  /** The host, with its port if it is not the default port of the scheme. */
  public static String of(HttpUrl url) {
    String host = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  /**
   * The host, with its port if it is not the default port of the scheme; the whole text of a URI
   * that no request can be sent to.
   */
  public static String of(URI uri) {
    HttpUrl url = HttpUrl.parse(uri.toString());
    return url == null ? BlobUrl.shown(uri) : of(url);
  }

  public static boolean isSameOrigin(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }

  /** Reads the address that a registry sent; empty if it names no host. */
  public static Optional<HttpUrl> parse(String address) {
    return Optional.ofNullable(HttpUrl.parse(address)).filter(Hosts::hasName);
  }

  /** Resolves {@code location} against {@code base} like browsers; empty if it names no host. */
  public static Optional<HttpUrl> resolve(HttpUrl base, String location) {
    return Optional.ofNullable(base.resolve(location)).filter(Hosts::hasName);
  }

  private static boolean hasName(HttpUrl url) {
    // The ASCII form of letters of other scripts may be an invalid host name.
    return NAME.matcher(url.host()).matches()
        && HttpUrl.parse(url.toString()) != null
        && isUri(url);
  }

  /** Whether no part has an escape that OkHttp passes on and {@link URI} refuses, as {@code %.}. */
  private static boolean isUri(HttpUrl url) {
    try {
      url.uri();
      return true;
    } catch (RuntimeException _) {
      return false;
    }
  }
}
