package io.longshore.oci.registry.login;

import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Hosts;
import io.longshore.oci.registry.address.Security;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;
import okhttp3.HttpUrl;

/**
 * A request to a token server, made from a bearer challenge.
 *
 * @param scope the scope in the challenge, or reading the repository if it has none
 */
public record TokenRequest(HttpUrl realm, Optional<String> service, String scope) {

  /** The request for {@code challenge}; empty if it names no usable token server. */
  public static Optional<TokenRequest> of(Challenge challenge, Endpoint endpoint) {
    Optional<HttpUrl> realm = challenge.parameter("realm").flatMap(TokenRequest::httpUrl);
    if (!challenge.scheme().equals("bearer") || realm.isEmpty()) {
      return Optional.empty();
    }
    String scope =
        challenge.parameter("scope").orElse("repository:" + endpoint.repository().path() + ":pull");
    return Optional.of(new TokenRequest(realm.get(), challenge.parameter("service"), scope));
  }

  /**
   * Whether a password may be sent: to a token server with plain HTTP only if the registry itself
   * uses plain HTTP.
   */
  public boolean mayCarryCredentials(Endpoint endpoint) {
    return realm.isHttps() || endpoint.scheme().equals("http");
  }

  /**
   * How the token server is reached. If the registry's certificate is not checked, neither is that
   * of a token server on the same host.
   */
  public Security security(Endpoint endpoint) {
    String registry = endpoint.repository().apiHost().replaceFirst(":[0-9]+$", "");
    return endpoint.security() == Security.TLS_UNCHECKED && realm.host().equalsIgnoreCase(registry)
        ? Security.TLS_UNCHECKED
        : Security.TLS;
  }

  /** The host of the token server, with its port if it is not the default port. */
  public String host() {
    return Hosts.of(realm);
  }

  public URI uri() {
    HttpUrl.Builder url = realm.newBuilder();
    service.ifPresent(name -> url.addEncodedQueryParameter("service", encode(name)));
    for (String one : scope.split(" ")) {
      url.addEncodedQueryParameter("scope", encode(one));
    }
    return url.build().uri();
  }

  /** The form that exchanges {@code identity} for an access token. */
  public String form(Credential.IdentityToken identity) {
    StringJoiner form = new StringJoiner("&");
    form.add("grant_type=refresh_token").add("client_id=longshore");
    service.ifPresent(name -> form.add("service=" + encode(name)));
    form.add("scope=" + encode(scope)).add("refresh_token=" + encode(identity.token()));
    return form.toString();
  }

  private static Optional<HttpUrl> httpUrl(String text) {
    // Passwords are sent to this URL, so it is not interpreted leniently like the URL in a
    // redirect.
    return Optional.of(text)
        .filter(address -> address.matches("(?i)https?://[^/\\\\].*"))
        .flatMap(Hosts::parse)
        .filter(url -> url.fragment() == null);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
