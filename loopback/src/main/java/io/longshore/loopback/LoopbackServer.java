package io.longshore.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;

/** An HTTP or HTTPS server on a loopback port, with a virtual thread for each request. */
final class LoopbackServer implements AutoCloseable {

  /** Answers a request; {@code fault} is a fault of the body, if there is one. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpExchange exchange, Optional<Fault> fault) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
  private final FaultPlan faults;
  private final boolean secure;
  private final LongAdder sent = new LongAdder();

  private LoopbackServer(HttpServer server, FaultPlan faults, boolean secure) {
    this.server = server;
    this.faults = faults;
    this.secure = secure;
  }

  /**
   * @param port 0 for any free port
   */
  static LoopbackServer start(LoopbackOptions options, int port, Handler handler)
      throws IOException {
    Optional<SSLContext> tls = options.tls();
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    HttpServer server;
    if (tls.isPresent()) {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
      server = https;
    } else {
      server = HttpServer.create(address, 0);
    }
    LoopbackServer started = new LoopbackServer(server, options.faults(), tls.isPresent());
    server.createContext("/", exchange -> started.handle(exchange, handler));
    server.setExecutor(started.threads);
    server.start();
    return started;
  }

  /** {@code 127.0.0.1:port}. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The origin of all URLs, for a client that knows this machine as {@code name}. */
  String origin(String name) {
    return (secure ? "https://" : "http://") + name + ":" + server.getAddress().getPort();
  }

  List<ReceivedRequest> received() {
    return List.copyOf(received);
  }

  /** The number of bytes sent in bodies. */
  long sent() {
    return sent.sum();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Closing an exchange whose body is not complete breaks the connection. */
  private void handle(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      exchange.setStreams(null, new Counted(exchange.getResponseBody()));
      ReceivedRequest request =
          new ReceivedRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              header(exchange, "Authorization"),
              header(exchange, "Range"));
      received.add(request);
      Optional<Fault> fault = faults.faultFor(request);
      switch (fault.orElse(null)) {
        case Fault.Status(int status, Map<String, String> headers, String code) -> {
          headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          Answers.error(exchange, status, code);
        }
        case Fault.Delay(Duration duration) -> {
          Answers.pause(duration);
          handler.handle(exchange, Optional.empty());
        }
        case Fault.Reset() -> {}
        case null, default -> handler.handle(exchange, fault);
      }
    }
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private final class Counted extends FilterOutputStream {
    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      sent.increment();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sent.add(length);
    }
  }
}
