package io.longshore.oci.registry.http;

import io.longshore.oci.registry.proxy.ProxyServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;

/**
 * The answer at the end of all redirects. Whoever gets it closes it.
 *
 * @param sent the body as it was sent, see {@link ContentCoding}
 * @param host that gave it, with its port if it is not the usual one
 * @param leftOrigin whether it came from elsewhere than was asked
 * @param movedTo where a redirect marked as permanent pointed, without query
 * @param proxy over which it came, where that could have written it itself: one that sees it
 */
public record HttpAnswer(
    int status,
    Headers headers,
    InputStream sent,
    String host,
    boolean leftOrigin,
    Optional<URI> movedTo,
    Optional<ProxyServer> proxy)
    implements AutoCloseable {

  /** The body, without the coding that a server put around it unasked. */
  public InputStream body() {
    return ContentCoding.isGzip(this) ? ContentCoding.decoded(sent) : sent;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public List<String> headerLines(String name) {
    return headers.values(name);
  }

  /** How many bytes are sent; empty if that is not said, or not as a number. */
  public OptionalLong contentLength() {
    try {
      return header("Content-Length")
          .map(text -> OptionalLong.of(Long.parseLong(text)))
          .orElse(OptionalLong.empty());
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The media type without its parameters; empty if there is none. */
  public String contentType() {
    String value = header("Content-Type").orElse("");
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
  }

  /** Something for people to read, where a program asked. */
  public boolean isWebPage() {
    return contentType().equalsIgnoreCase("text/html");
  }

  @Override
  public void close() throws IOException {
    sent.close();
  }
}
