package io.longshore.loopback;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The issued tokens, each valid for one repository and for a limited time. */
final class Tokens {
  private record Issued(String scope, long expiresAt) {}

  private final Map<String, Issued> issued = new ConcurrentHashMap<>();
  private final Duration lifetime;

  Tokens(Duration lifetime) {
    this.lifetime = lifetime;
  }

  static String scope(String repositoryPath) {
    return "repository:" + repositoryPath + ":pull";
  }

  String issue(String scope) {
    String token = UUID.randomUUID().toString();
    issued.put(token, new Issued(scope, System.nanoTime() + lifetime.toNanos()));
    return token;
  }

  boolean admits(String token, String scope) {
    Issued found = issued.get(token);
    return found != null
        && found.scope().equals(scope)
        && found.expiresAt() - System.nanoTime() > 0;
  }

  void revokeAll() {
    issued.clear();
  }
}
