package io.longshore.oci.registry;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.NextStep;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, in
 * upper or lower case. As in Go, loopback addresses are never reached through a proxy.
 */
final class Proxies extends ProxySelector {
  /**
   * @param authorization for the header {@code Proxy-Authorization}
   */
  private record ProxyServer(InetSocketAddress address, Optional<String> authorization) {}

  private final Optional<ProxyServer> forHttps;
  private final Optional<ProxyServer> forHttp;
  private final NoProxy noProxy;

  private Proxies(Optional<ProxyServer> forHttps, Optional<ProxyServer> forHttp, NoProxy noProxy) {
    this.forHttps = forHttps;
    this.forHttp = forHttp;
    this.noProxy = noProxy;
  }

  static Proxies of(Map<String, String> environment) throws FailureException {
    return new Proxies(
        server("HTTPS_PROXY", environment),
        server("HTTP_PROXY", environment),
        NoProxy.parse(variable("NO_PROXY", environment).orElse("")));
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        serverFor(uri)
            .map(server -> new Proxy(Proxy.Type.HTTP, server.address()))
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails with the same exception; there is no second proxy to turn to.
  }

  Optional<String> authorization(URI uri) {
    return serverFor(uri).flatMap(ProxyServer::authorization);
  }

  boolean needAuthorization() {
    return forHttps.or(() -> forHttp).flatMap(ProxyServer::authorization).isPresent()
        || forHttp.flatMap(ProxyServer::authorization).isPresent();
  }

  private Optional<ProxyServer> serverFor(URI uri) {
    Optional<ProxyServer> server = uri.getScheme().equals("https") ? forHttps : forHttp;
    return server.filter(s -> !noProxy.covers(uri));
  }

  private static Optional<ProxyServer> server(String name, Map<String, String> environment)
      throws FailureException {
    Optional<String> value = variable(name, environment);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.get().contains("://") ? value.get() : "http://" + value.get();
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw unusable(name);
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw unusable(name);
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return Optional.of(
        new ProxyServer(
            InetSocketAddress.createUnresolved(uri.getHost(), port),
            Optional.ofNullable(uri.getRawUserInfo()).map(Proxies::basic)));
  }

  private static String basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    String username = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return new Credential.UsernamePassword(decode(username), decode(password)).basicAuthorization();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Optional<String> variable(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  private static FailureException unusable(String name) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        name,
        "is not the address of an HTTP proxy",
        NextStep.of("set it as in {}=http://proxy.example:3128, or unset it", name));
  }
}
