package io.longshore.oci.registry;

import io.longshore.oci.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

/**
 * Sends requests and follows redirects. An Authorization header goes to the origin it was made for
 * (scheme, host and port) and, once a redirect has led away, nowhere else.
 */
final class HttpTransport implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;
  private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final HttpClient client;
  private HttpClient unchecked;
  private final Proxies proxies;
  private final Duration answerTimeout;
  private final Duration stallTimeout;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registry-stall-watcher").factory());

  HttpTransport(RegistryOptions options) throws FailureException {
    proxies = Proxies.of(options.environment());
    if (proxies.needAuthorization() && System.getProperty(TUNNEL_SCHEMES) == null) {
      // Java refuses Basic authorization at tunnels by default; who writes a password into
      // HTTPS_PROXY asks for it.
      System.setProperty(TUNNEL_SCHEMES, "");
    }
    answerTimeout = options.answerTimeout();
    stallTimeout = options.stallTimeout();
    client = client(tls(options));
  }

  /** Few have insecure registries. */
  private synchronized HttpClient unchecked() {
    if (unchecked == null) {
      unchecked = client(AnyCertificate.context());
    }
    return unchecked;
  }

  private HttpClient client(SSLContext tls) {
    // HTTP/1.1: one connection for each blob is faster than one flow-controlled connection for all.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(answerTimeout)
        .proxy(proxies)
        .sslContext(tls)
        .build();
  }

  /** Sends GET or HEAD and follows redirects. */
  HttpAnswer send(
      String method, URI uri, Map<String, String> headers, Optional<String> authorization)
      throws IOException {
    return send(method, uri, headers, authorization, Security.TLS);
  }

  /**
   * Sends GET or HEAD and follows redirects.
   *
   * @param security of the origin asked; of any other host the certificate is checked
   */
  HttpAnswer send(
      String method,
      URI uri,
      Map<String, String> headers,
      Optional<String> authorization,
      Security security)
      throws IOException {
    URI target = uri;
    Optional<URI> movedTo = Optional.empty();
    boolean leftOrigin = false;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpResponse<InputStream> response =
          exchange(
              leftOrigin ? Security.TLS : security,
              request(target, headers, leftOrigin ? Optional.empty() : authorization)
                  .method(method, BodyPublishers.noBody())
                  .build());
      Optional<String> location = response.headers().firstValue("Location");
      if (!isRedirect(response.statusCode()) || location.isEmpty()) {
        return answer(response, target, leftOrigin, movedTo);
      }
      response.body().close();
      URI next = resolve(target, location.get());
      if (isPermanent(response.statusCode())) {
        movedTo = Optional.of(withoutQuery(next));
      }
      leftOrigin |= !sameOrigin(uri, next);
      target = next;
    }
    throw new ProtocolException("more than " + MAX_REDIRECTS + " redirects");
  }

  /** Sends a form, with credentials in it or beside it, and follows no redirect. */
  HttpAnswer post(URI uri, String form, Security security) throws IOException {
    BodyPublisher body = BodyPublishers.ofString(form);
    Map<String, String> headers =
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");
    HttpRequest request = request(uri, headers, Optional.empty()).POST(body).build();
    return answer(exchange(security, request), uri, false, Optional.empty());
  }

  @Override
  public synchronized void close() {
    watcher.shutdownNow();
    client.shutdownNow();
    if (unchecked != null) {
      unchecked.shutdownNow();
    }
  }

  private HttpRequest.Builder request(
      URI uri, Map<String, String> headers, Optional<String> authorization) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri).timeout(answerTimeout).header("User-Agent", "longshore");
    headers.forEach(builder::header);
    authorization.ifPresent(value -> builder.header("Authorization", value));
    proxies.authorization(uri).ifPresent(value -> builder.header("Proxy-Authorization", value));
    return builder;
  }

  private HttpResponse<InputStream> exchange(Security security, HttpRequest request)
      throws IOException {
    try {
      return (security == Security.TLS_UNCHECKED ? unchecked() : client)
          .send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + request.uri().getHost());
    }
  }

  private HttpAnswer answer(
      HttpResponse<InputStream> response, URI uri, boolean leftOrigin, Optional<URI> movedTo) {
    return new HttpAnswer(
        response.statusCode(),
        response.headers(),
        new StallGuard(response.body(), stallTimeout, watcher),
        hostAndPort(uri),
        leftOrigin,
        movedTo);
  }

  private static SSLContext tls(RegistryOptions options) throws FailureException {
    List<Path> files = new ArrayList<>();
    String named = options.environment().getOrDefault("SSL_CERT_FILE", "");
    if (!named.isEmpty()) {
      files.add(Path.of(named));
    }
    options.certificates().ifPresent(files::add);
    return TrustedCertificates.contextWith(files);
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static boolean isPermanent(int status) {
    return status == 301 || status == 308;
  }

  /** The message never quotes the location: its query may be a signature. */
  private static URI resolve(URI base, String location) throws ProtocolException {
    try {
      // Java takes away the last segment of the path before a query, RFC 3986 (5.2.2) does not.
      URI next = base.resolve(location.startsWith("?") ? base.getRawPath() + location : location);
      String scheme = Objects.requireNonNullElse(next.getScheme(), "").toLowerCase(Locale.ROOT);
      if ((scheme.equals("https") || scheme.equals("http")) && next.getHost() != null) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, without the text.
    }
    throw new ProtocolException("a redirect that leads nowhere");
  }

  private static URI withoutQuery(URI uri) {
    return URI.create(uri.getScheme() + "://" + hostAndPort(uri) + uri.getRawPath());
  }

  private static String hostAndPort(URI uri) {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}
