package io.longshore.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer at the end of all redirects. Whoever gets it closes the body.
 *
 * @param host that gave it, with its port if it is not the usual one
 * @param leftOrigin whether it came from elsewhere than was asked
 * @param movedTo where a redirect marked as permanent pointed, without query
 */
record HttpAnswer(
    int status,
    HttpHeaders headers,
    InputStream body,
    String host,
    boolean leftOrigin,
    Optional<URI> movedTo)
    implements AutoCloseable {

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  List<String> headerLines(String name) {
    return headers.allValues(name);
  }

  OptionalLong contentLength() {
    return headers.firstValueAsLong("Content-Length");
  }

  /** The media type without its parameters; empty if there is none. */
  String contentType() {
    String value = header("Content-Type").orElse("");
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
  }

  /** Something for people to read, where a program asked. */
  boolean isWebPage() {
    return contentType().equalsIgnoreCase("text/html");
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
