package io.longshore.collection.verify.source;

import java.net.URI;
import java.util.Optional;

/** Reads what git-annex has recorded as an address. */
public final class HttpUrl {
  private HttpUrl() {}

  /** Empty for what no web server can be asked for. */
  public static Optional<URI> parse(String text) {
    try {
      URI url = URI.create(text);
      boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equals(url.getScheme());
      return http && url.getRawAuthority() != null ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
