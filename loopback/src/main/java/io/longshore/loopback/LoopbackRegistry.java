package io.longshore.loopback;

import com.sun.net.httpserver.HttpExchange;
import io.longshore.ground.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A read-only registry on the loopback interface. Its content is added by method calls.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pull">OCI
 *     distribution specification, Pull</a>
 */
public final class LoopbackRegistry implements AutoCloseable {
  private static final Pattern TARGET = Pattern.compile("/v2/(.+)/(manifests|blobs|tags)/([^/]+)");

  private final Catalog catalog = new Catalog();
  private final Gate gate;
  private final String tokenHost;
  private final Optional<ContentHost> contentHost;
  private final LoopbackServer server;

  private LoopbackRegistry(LoopbackOptions options) throws IOException {
    gate = new Gate(options.access());
    tokenHost = options.place().tokenHost();
    contentHost =
        options.redirectBlobs() ? Optional.of(new ContentHost(options)) : Optional.empty();
    server = LoopbackServer.start(options, options.place().port(), this::serve);
  }

  public static LoopbackRegistry start(LoopbackOptions options) throws IOException {
    return new LoopbackRegistry(options);
  }

  /** {@code 127.0.0.1:port}, to be used as the registry in references. */
  public String host() {
    return server.host();
  }

  /** The host that blobs are redirected to. */
  public Optional<String> contentHost() {
    return contentHost.map(ContentHost::host);
  }

  /** Adds an image under a tag, in place of another image with this tag. */
  public void addImage(String path, String tag, MadeImage image) {
    addUntagged(path, image);
    catalog.putTag(path, tag, image.digest());
  }

  /** Adds an index under a tag, with the images it lists. */
  public void addIndex(String path, String tag, MadeIndex index) {
    index.images().forEach(image -> addUntagged(path, image));
    addManifest(path, tag, index.mediaType(), index.bytes());
  }

  /** Adds any document under a tag. */
  public void addManifest(String path, String tag, String mediaType, byte[] bytes) {
    catalog.putManifest(path, mediaType, bytes);
    catalog.putTag(path, tag, Digest.of(bytes));
  }

  /** Takes a tag away; the image stays and can be had by its digest. */
  public void removeTag(String path, String tag) {
    catalog.removeTag(path, tag);
  }

  /** Takes all away that is at {@code path}. */
  public void removeRepository(String path) {
    catalog.removeRepository(path);
  }

  public void addBlob(String path, byte[] content) {
    catalog.putBlob(path, Digest.of(content), new Content.InMemory(content));
  }

  /** Adds a blob that stays in its file. The digest is not checked. */
  public void addBlob(String path, Digest digest, Path file) {
    catalog.putBlob(path, digest, new Content.InFile(file));
  }

  /** Revokes all tokens. */
  public void revokeTokens() {
    gate.revokeAll();
  }

  /** All requests so far, in the order of their arrival. */
  public List<ReceivedRequest> received() {
    return server.received();
  }

  /** The number of bytes sent so far, without the heads of answers and without the content host. */
  public long sentBytes() {
    return server.sent();
  }

  /** All requests to the content host so far. */
  public List<ReceivedRequest> receivedByContentHost() {
    return contentHost.map(ContentHost::received).orElse(List.of());
  }

  @Override
  public void close() {
    server.close();
    contentHost.ifPresent(ContentHost::close);
  }

  private void addUntagged(String path, MadeImage image) {
    catalog.putManifest(path, image.descriptor().mediaType(), image.manifestBytes());
    image
        .blobs()
        .forEach((digest, bytes) -> catalog.putBlob(path, digest, new Content.InMemory(bytes)));
  }

  private void serve(HttpExchange exchange, Optional<Fault> fault) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals(Gate.TOKEN_PATH)) {
      gate.issueToken(exchange);
    } else if (path.equals("/v2/")) {
      gate.answerRoot(exchange, server.origin(tokenHost));
    } else if (!method.equals("GET") && !method.equals("HEAD")) {
      Answers.error(exchange, 405, "UNSUPPORTED");
    } else {
      Matcher target = TARGET.matcher(path);
      if (!target.matches()) {
        Answers.error(exchange, 404, "NAME_UNKNOWN");
      } else if (gate.admits(exchange, target.group(1), server.origin(tokenHost))) {
        serve(exchange, target, fault);
      }
    }
  }

  private void serve(HttpExchange exchange, Matcher target, Optional<Fault> fault)
      throws IOException {
    String repository = target.group(1);
    if (!catalog.hasRepository(repository)) {
      Answers.error(exchange, 404, "NAME_UNKNOWN");
    } else if (target.group(2).equals("tags")) {
      TagPages.serve(exchange, repository, catalog.tags(repository));
    } else if (target.group(2).equals("manifests")) {
      serveManifest(exchange, catalog.manifest(repository, target.group(3)), fault);
    } else {
      serveBlob(exchange, catalog.blob(repository, target.group(3)), fault);
    }
  }

  private static void serveManifest(
      HttpExchange exchange, Optional<Catalog.StoredManifest> manifest, Optional<Fault> fault)
      throws IOException {
    if (manifest.isEmpty()) {
      Answers.error(exchange, 404, "MANIFEST_UNKNOWN");
      return;
    }
    byte[] bytes = manifest.get().bytes();
    exchange.getResponseHeaders().set("Content-Type", manifest.get().mediaType());
    exchange.getResponseHeaders().set("Docker-Content-Digest", Digest.of(bytes).toString());
    Answers.content(exchange, new Content.InMemory(bytes), fault);
  }

  private void serveBlob(HttpExchange exchange, Optional<Content> blob, Optional<Fault> fault)
      throws IOException {
    if (blob.isEmpty()) {
      Answers.error(exchange, 404, "BLOB_UNKNOWN");
    } else if (contentHost.isPresent()) {
      exchange.getResponseHeaders().set("Location", contentHost.get().sign(blob.get()));
      exchange.sendResponseHeaders(307, -1);
    } else {
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      Answers.content(exchange, blob.get(), fault);
    }
  }
}
