package io.longshore.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes answers, correct ones or with a fault. */
final class Answers {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-");
  private static final int BUFFER_BYTES = 1 << 16;

  private Answers() {}

  static void error(HttpExchange exchange, int status, String code) throws IOException {
    String body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"\"}]}";
    json(exchange, status, body);
  }

  static void json(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    start(exchange, status, bytes.length);
    if (!isHead(exchange)) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /**
   * Serves {@code content} from the byte in a Range header on.
   *
   * @param fault a fault of the body
   */
  static void content(HttpExchange exchange, Content content, Optional<Fault> fault)
      throws IOException {
    long size = content.size();
    long from = rangeStart(exchange, size);
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
    }
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    start(exchange, from > 0 ? 206 : 200, size - from);
    if (!isHead(exchange)) {
      try (InputStream in = content.open()) {
        in.skipNBytes(from);
        body(exchange, in, size - from, fault);
      }
    }
  }

  private static void body(
      HttpExchange exchange, InputStream in, long length, Optional<Fault> fault)
      throws IOException {
    OutputStream out = exchange.getResponseBody();
    switch (fault.orElse(null)) {
      case Fault.Truncate(long bytes) -> {
        copy(in, out, Math.min(bytes, length));
        out.flush();
      }
      case Fault.Stall(long bytes, Duration duration) -> {
        copy(in, out, Math.min(bytes, length));
        out.flush();
        pause(duration);
      }
      case Fault.WrongBytes() -> {
        out.write(in.read() ^ 1);
        copy(in, out, length - 1);
      }
      case null, default -> copy(in, out, length);
    }
  }

  static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is closing", e);
    }
  }

  private static void copy(InputStream in, OutputStream out, long count) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the content ends early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /**
   * Sends the head. The JDK's server takes a length of -1 for no body and 0 for a body of unknown
   * length.
   */
  private static void start(HttpExchange exchange, int status, long length) throws IOException {
    if (isHead(exchange)) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    }
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private static long rangeStart(HttpExchange exchange, long size) {
    String header = exchange.getRequestHeaders().getFirst("Range");
    Matcher matcher = RANGE.matcher(header == null ? "" : header);
    long from = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    return from < size ? from : 0;
  }
}
