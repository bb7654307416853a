package io.longshore.oci.registry.proxy;

import io.longshore.ground.FailureException;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The proxies of the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, in
 * upper or lower case. As in Go, loopback addresses are never reached through a proxy. An invalid
 * variable makes only those requests fail that need it.
 */
public record Proxies(Map<String, String> environment, NoProxy exceptions) {
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(
        environment,
        NoProxy.parse(
            ProxyServer.variable("NO_PROXY", environment).map(environment::get).orElse("")));
  }

  /**
   * The proxy for {@code url}, if there is one.
   *
   * @throws FailureException if the variable with its name is invalid
   */
  public Optional<ProxyServer> before(HttpUrl url) throws FailureException {
    return exceptions.covers(url)
        ? Optional.empty()
        : ProxyServer.of(url.isHttps() ? "HTTPS_PROXY" : "HTTP_PROXY", environment);
  }
}
