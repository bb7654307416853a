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
 * What to ask of which token server, out of a bearer challenge.
 *
 * @param scope what the challenge demands, or reading the repository where it does not say
 */
public record TokenRequest(HttpUrl realm, Optional<String> service, String scope) {

  /** Empty if {@code challenge} names no usable token server. */
  public static Optional<TokenRequest> of(Challenge challenge, Endpoint endpoint) {
    Optional<HttpUrl> realm = challenge.parameter("realm").flatMap(TokenRequest::httpUrl);
    if (!challenge.scheme().equals("bearer") || realm.isEmpty()) {
      return Optional.empty();
    }
    String scope =
        challenge.parameter("scope").orElse("repository:" + endpoint.repository().path() + ":pull");
    return Optional.of(new TokenRequest(realm.get(), challenge.parameter("service"), scope));
  }

  /** A password may go to a plain HTTP server only where the registry itself is one. */
  public boolean mayCarryCredentials(Endpoint endpoint) {
    return realm.isHttps() || endpoint.scheme().equals("http");
  }

  /** A certificate that is not checked at the registry is not checked at the same host's server. */
  public Security security(Endpoint endpoint) {
    String registry = endpoint.repository().apiHost().replaceFirst(":[0-9]+$", "");
    return endpoint.security() == Security.TLS_UNCHECKED && realm.host().equalsIgnoreCase(registry)
        ? Security.TLS_UNCHECKED
        : Security.TLS;
  }

  /** The token server, with its port if it is not the usual one. */
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
    // Passwords go there: it is not guessed at as the address in a redirect is.
    return Optional.of(text)
        .filter(address -> address.matches("(?i)https?://[^/\\\\].*"))
        .map(HttpUrl::parse)
        .filter(url -> url.fragment() == null)
        // What letters of other scripts become in ASCII may be no name of a host.
        .filter(url -> HttpUrl.parse(url.toString()) != null);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
