package io.longshore.collection.verify.source;

import java.net.URI;
import java.util.Optional;

/** Reads URLs that git-annex has recorded. */
public final class HttpUrl {
  private HttpUrl() {}

  /** The URL; empty if {@code text} is not a URL of a web server. */
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
