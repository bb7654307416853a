package io.longshore.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Admits or challenges requests, and acts as the token server. */
final class Gate {
  static final String TOKEN_PATH = "/token";

  private final Access access;
  private final boolean hides;
  private final Tokens tokens;

  Gate(Access given) {
    access = given instanceof Access.Hidden(Access behind) ? behind : given;
    hides = given instanceof Access.Hidden;
    this.tokens = new Tokens(access instanceof Access.WithToken t ? t.lifetime() : Duration.ZERO);
  }

  void revokeAll() {
    tokens.revokeAll();
  }

  /** Answers a request for the root of the registry. */
  void answerRoot(HttpExchange exchange, String origin) throws IOException {
    if (hides && authorization(exchange).isEmpty()) {
      challenge(exchange, "registry:catalog:*", origin);
    } else {
      Answers.json(exchange, 200, "{}");
    }
  }

  /**
   * Whether a request is admitted. If not, this has answered it with a challenge or "not found".
   */
  boolean admits(HttpExchange exchange, String repositoryPath, String origin) throws IOException {
    String header = authorization(exchange);
    String scope = Tokens.scope(repositoryPath);
    boolean admitted =
        switch (access) {
          case Access.Open() -> true;
          case Access.WithPassword(Access.User user) -> header.equals(user.basicAuthorization());
          case Access.WithToken with ->
              header.startsWith("Bearer ")
                  && tokens.admits(header.substring("Bearer ".length()), scope);
          case Access.Hidden _ -> throw new IllegalStateException("hidden twice");
        };
    if (!admitted && hides) {
      Answers.error(exchange, 404, "NAME_UNKNOWN");
    } else if (!admitted) {
      challenge(exchange, scope, origin);
    }
    return admitted;
  }

  private void challenge(HttpExchange exchange, String scope, String origin) throws IOException {
    String challenge =
        access instanceof Access.WithPassword
            ? "Basic realm=\"loopback\""
            : "Bearer realm=\"%s%s\",service=\"loopback, registry\",scope=\"%s\""
                .formatted(origin, TOKEN_PATH, scope);
    exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    Answers.error(exchange, 401, "UNAUTHORIZED");
  }

  /**
   * Answers a request for a token. A GET has a password or no authorization, and its answer has the
   * token under both of its names. A POST exchanges a refresh token.
   */
  void issueToken(HttpExchange exchange) throws IOException {
    boolean exchanges = exchange.getRequestMethod().equals("POST");
    String form =
        exchanges
            ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            : Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    Optional<String> scope = parameter(form, "scope");
    if (!(access instanceof Access.WithToken with) || scope.isEmpty()) {
      Answers.error(exchange, 400, "UNSUPPORTED");
      return;
    }
    boolean known =
        with.user()
            .map(user -> exchanges ? refreshes(form, user) : shows(exchange, user))
            .orElse(true);
    if (!known) {
      Answers.error(exchange, 401, "UNAUTHORIZED");
      return;
    }
    String token = tokens.issue(scope.get());
    String twice = exchanges ? "" : "\"token\":\"%s\",".formatted(token);
    Answers.json(
        exchange,
        200,
        "{%s\"access_token\":\"%s\",\"expires_in\":%d}"
            .formatted(twice, token, with.announcedSeconds()));
  }

  private static boolean shows(HttpExchange exchange, Access.User user) {
    return user.basicAuthorization().equals(authorization(exchange));
  }

  /** Whether the form has the right refresh token, which is the password. */
  private static boolean refreshes(String form, Access.User user) {
    return parameter(form, "grant_type").equals(Optional.of("refresh_token"))
        && parameter(form, "refresh_token").equals(Optional.of(user.password()));
  }

  private static String authorization(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null ? "" : header;
  }

  private static Optional<String> parameter(String form, String name) {
    for (String pair : form.split("&")) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }
}
