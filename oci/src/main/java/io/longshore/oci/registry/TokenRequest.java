package io.longshore.oci.registry;

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
record TokenRequest(URI realm, Optional<String> service, String scope) {

  /** Empty if {@code challenge} names no usable token server. */
  static Optional<TokenRequest> of(Challenge challenge, Endpoint endpoint) {
    Optional<URI> realm = challenge.parameter("realm").flatMap(TokenRequest::httpUri);
    if (!challenge.scheme().equals("bearer") || realm.isEmpty()) {
      return Optional.empty();
    }
    String scope =
        challenge.parameter("scope").orElse("repository:" + endpoint.repository().path() + ":pull");
    return Optional.of(new TokenRequest(realm.get(), challenge.parameter("service"), scope));
  }

  /** A password may go to a plain HTTP server only where the registry itself is one. */
  boolean mayCarryCredentials(Endpoint endpoint) {
    return realm.getScheme().equalsIgnoreCase("https") || endpoint.scheme().equals("http");
  }

  URI uri() {
    StringJoiner query = new StringJoiner("&");
    if (realm.getRawQuery() != null) {
      query.add(realm.getRawQuery());
    }
    service.ifPresent(name -> query.add("service=" + encode(name)));
    for (String one : scope.split(" ")) {
      query.add("scope=" + encode(one));
    }
    String base = realm.toString();
    int end = base.indexOf('?');
    return URI.create((end < 0 ? base : base.substring(0, end)) + "?" + query);
  }

  /** The form that exchanges {@code identity} for an access token. */
  String form(Credential.IdentityToken identity) {
    StringJoiner form = new StringJoiner("&");
    form.add("grant_type=refresh_token").add("client_id=longshore");
    service.ifPresent(name -> form.add("service=" + encode(name)));
    form.add("scope=" + encode(scope)).add("refresh_token=" + encode(identity.token()));
    return form.toString();
  }

  private static Optional<URI> httpUri(String text) {
    // Passwords go there: it is not guessed at as the address in a redirect is.
    return Optional.of(text)
        .filter(address -> address.matches("(?i)https?://[^/\\\\].*"))
        .map(HttpUrl::parse)
        .filter(url -> url.fragment() == null)
        .map(HttpUrl::uri);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
