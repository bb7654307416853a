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
 * The answer after all redirects. The receiver closes it.
 *
 * @param sent the body as it was sent, see {@link ContentCoding}
 * @param host the host that answered, with its port if it is not the default port
 * @param leftOrigin whether another origin than the requested one answered
 * @param movedTo the target of a permanent redirect, without its query
 * @param proxy the proxy that may have written the answer itself, since it sees the content
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

  /** The body, without a content coding that was not requested. */
  public InputStream body() {
    return ContentCoding.isGzip(this) ? ContentCoding.decoded(sent) : sent;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public List<String> headerLines(String name) {
    return headers.values(name);
  }

  /** The number of bytes that are sent; empty if the header is absent or not a number. */
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

  /** Whether the answer is a web page for people. */
  public boolean isWebPage() {
    return contentType().equalsIgnoreCase("text/html");
  }

  @Override
  public void close() throws IOException {
    sent.close();
  }
}
