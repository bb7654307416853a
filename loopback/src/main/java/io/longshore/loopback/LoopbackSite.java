package io.longshore.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A web site on the loopback interface that holds what it is given. */
public final class LoopbackSite implements AutoCloseable {
  private record Document(String mediaType, byte[] bytes) {}

  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final LoopbackServer server;

  private LoopbackSite(FaultPlan faults) throws IOException {
    server = LoopbackServer.start(LoopbackOptions.PLAIN.withFaults(faults), 0, this::serve);
  }

  public static LoopbackSite start(FaultPlan faults) throws IOException {
    return new LoopbackSite(faults);
  }

  /** {@code http://127.0.0.1:port}. */
  public String address() {
    return server.origin("127.0.0.1");
  }

  /**
   * Puts a document in place, or in that of another.
   *
   * @param target path and query, exactly as they will be asked for
   */
  public void put(String target, String mediaType, String text) {
    documents.put(target, new Document(mediaType, text.getBytes(StandardCharsets.UTF_8)));
  }

  public void remove(String target) {
    documents.remove(target);
  }

  /** All requests so far, in the order of their arrival. */
  public List<ReceivedRequest> received() {
    return server.received();
  }

  private void serve(HttpExchange exchange, Optional<Fault> fault) throws IOException {
    Document document = documents.get(exchange.getRequestURI().toString());
    if (document == null) {
      Answers.error(exchange, 404, "NOT_FOUND");
    } else {
      exchange.getResponseHeaders().set("Content-Type", document.mediaType());
      Answers.content(exchange, new Content.InMemory(document.bytes()), fault);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
