package io.longshore.dataset;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Serves blobs on loopback at the paths a registry has for them. */
final class BlobServer implements AutoCloseable {
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final HttpServer server;

  BlobServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/v2/",
        exchange -> {
          byte[] blob = blobs.get(exchange.getRequestURI().getPath());
          boolean body = blob != null && !exchange.getRequestMethod().equals("HEAD");
          if (blob != null && !body) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(blob.length));
          }
          exchange.sendResponseHeaders(blob == null ? 404 : 200, body ? blob.length : -1);
          if (body) {
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(blob);
            }
          }
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI serve(String digestHex, byte[] blob) {
    String path = "/v2/bids/validator/blobs/sha256:" + digestHex;
    blobs.put(path, blob);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
