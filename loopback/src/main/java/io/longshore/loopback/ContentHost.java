package io.longshore.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The host of blobs that the registry does not serve itself. Like an object store it requires
 * signed URLs and, like some stores, it rejects a request that also has an Authorization header.
 */
final class ContentHost implements AutoCloseable {
  private final Map<String, Content> signed = new ConcurrentHashMap<>();
  private final String name;
  private final LoopbackServer server;

  ContentHost(LoopbackOptions options) throws IOException {
    name = options.place().contentHost();
    server = LoopbackServer.start(options, 0, this::serve);
  }

  /** Makes a new URL for {@code content}. */
  String sign(Content content) {
    String target = "/data?X-Signature=" + UUID.randomUUID();
    signed.put(target, content);
    return server.origin(name) + target;
  }

  String host() {
    return server.host();
  }

  List<ReceivedRequest> received() {
    return server.received();
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(HttpExchange exchange, Optional<Fault> fault) throws IOException {
    Content content = signed.get(exchange.getRequestURI().toString());
    if (exchange.getRequestHeaders().containsKey("Authorization")) {
      Answers.error(exchange, 400, "INVALID_ARGUMENT");
    } else if (content == null) {
      Answers.error(exchange, 403, "DENIED");
    } else {
      Answers.content(exchange, content, fault);
    }
  }
}
