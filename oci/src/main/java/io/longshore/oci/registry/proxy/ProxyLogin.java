package io.longshore.oci.registry.proxy;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/**
 * Sends the login of a proxy to this proxy: with the request for a tunnel, never through the
 * tunnel. Two instances for the same proxy are equal, so that OkHttp can reuse connections.
 */
public record ProxyLogin(Optional<ProxyServer> proxy) implements okhttp3.Authenticator {
  private static final String HEADER = "Proxy-Authorization";

  /** The scheme with which OkHttp asks for a login before a proxy demands one. */
  private static final String BEFORE_IT_IS_ASKED = "OkHttp-Preemptive";

  @Override
  public Request authenticate(Route route, Response response) throws IOException {
    boolean first =
        response.challenges().stream()
            .anyMatch(challenge -> challenge.scheme().equals(BEFORE_IT_IS_ASKED));
    return first ? login().map(login -> shown(login, response.request())).orElse(null) : null;
  }

  /** Adds the login to a request that the proxy itself reads. */
  public Request addedTo(Request request) {
    return request.isHttps()
        ? request
        : login().map(login -> shown(login, request)).orElse(request);
  }

  private Optional<ProxyServer.Login> login() {
    return proxy.filter(server -> !server.isSocks()).flatMap(ProxyServer::login);
  }

  private static Request shown(ProxyServer.Login login, Request request) {
    return request.newBuilder().header(HEADER, login.basicAuthorization()).build();
  }

  /** Sets the login of a SOCKS proxy, which Java allows only for the whole process. */
  public static void installFor(ProxyServer proxy) {
    if (proxy.isSocks() && proxy.login().isPresent()) {
      ProxyServer.Login login = proxy.login().get();
      Authenticator.setDefault(
          new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
              boolean isAsking =
                  getRequestingProtocol().equalsIgnoreCase("SOCKS5")
                      && getRequestingPort() == proxy.port()
                      && proxy.bareHost().equalsIgnoreCase(getRequestingHost());
              return isAsking
                  ? new PasswordAuthentication(login.username(), login.password().toCharArray())
                  : null;
            }
          });
    }
  }
}
