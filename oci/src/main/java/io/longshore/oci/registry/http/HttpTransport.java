package io.longshore.oci.registry.http;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Hosts;
import io.longshore.oci.registry.address.Security;
import io.longshore.oci.registry.http.TransportException.OfProxy;
import io.longshore.oci.registry.http.TransportException.TimedOut;
import io.longshore.oci.registry.http.TransportException.Unusable;
import io.longshore.oci.registry.proxy.Proxies;
import io.longshore.oci.registry.proxy.ProxyLogin;
import io.longshore.oci.registry.proxy.ProxyServer;
import io.longshore.oci.registry.tls.CertificateFolders;
import io.longshore.oci.registry.tls.TlsClients;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends requests and follows redirects. An Authorization header goes to the origin it was made for
 * (scheme, host and port) and, once a redirect has led away, nowhere else.
 */
public final class HttpTransport implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

  /** The message of OkHttp if a proxy refuses a tunnel. */
  private static final Pattern NO_TUNNEL =
      Pattern.compile("Unexpected response code for CONNECT: ([0-9]{3})");

  static {
    // Java would go on for ten seconds saying that a host is not known, without asking again and
    // without the reason.
    java.security.Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private final OkHttpClient client;
  private final TlsClients clients;
  private final Proxies proxies;
  private final OpenCalls calls;
  private final ScheduledExecutorService watcher;
  private final Duration answerTimeout;
  private final Duration stallTimeout;
  private final Optional<Repository> repository;
  private final Security security;

  public HttpTransport(
      Map<String, String> environment, Path home, Duration answerTimeout, Duration stallTimeout) {
    proxies = Proxies.of(environment);
    this.answerTimeout = answerTimeout;
    this.stallTimeout = stallTimeout;
    calls = new OpenCalls();
    watcher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("registry-stall-watcher").factory());
    // HTTP/1.1: one connection for each blob is faster than one flow-controlled connection for all.
    client =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .followRedirects(false)
            .connectTimeout(shorter(answerTimeout, LONGEST_CONNECT))
            // The time to the head of an answer is limited as a whole, the body by StallGuard.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .addNetworkInterceptor(chain -> withBoundedWait(chain.proceed(chain.request())))
            .build();
    clients = new TlsClients(client, CertificateFolders.of(home), environment);
    repository = Optional.empty();
    security = Security.TLS;
  }

  private HttpTransport(HttpTransport other, Endpoint endpoint) {
    client = other.client;
    clients = other.clients;
    proxies = other.proxies;
    calls = other.calls;
    watcher = other.watcher;
    stallTimeout = other.stallTimeout;
    // A mirror gets less time, because there are other servers to ask.
    answerTimeout =
        endpoint.mirror() ? shorter(other.answerTimeout, LONGEST_CONNECT) : other.answerTimeout;
    repository = Optional.of(endpoint.repository());
    security = endpoint.security();
  }

  /**
   * A transport for requests to {@code endpoint}: with its configured certificates, or without
   * checking certificates if its {@link Security} says so, and with a shorter time limit for a
   * mirror. It shares resources with this transport and is closed together with it.
   */
  public HttpTransport at(Endpoint endpoint) {
    return new HttpTransport(this, endpoint);
  }

  /**
   * Sends GET or HEAD and follows redirects. The certificates of other origins are always checked.
   */
  public HttpAnswer send(
      String method, URI uri, Map<String, String> headers, Optional<String> authorization)
      throws IOException {
    HttpUrl asked = url(uri);
    HttpUrl target = asked;
    Optional<URI> movedTo = Optional.empty();
    boolean leftOrigin = false;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      Request request =
          request(target, headers, leftOrigin ? Optional.empty() : authorization)
              .method(method, null)
              .build();
      Exchange exchange = exchange(request, leftOrigin ? Security.TLS : security);
      Response response = exchange.response();
      Optional<String> location = Optional.ofNullable(response.header("Location"));
      if (!isRedirect(response.code()) || location.isEmpty()) {
        return answer(exchange, leftOrigin, movedTo);
      }
      exchange.drop();
      // The message does not quote the location, because its query may be a signature.
      HttpUrl next =
          Hosts.resolve(target, location.get())
              .orElseThrow(() -> new Unusable("a redirect that leads nowhere"));
      if (isPermanent(response.code())) {
        movedTo =
            Optional.of(
                next.newBuilder()
                    .query(null)
                    .fragment(null)
                    .username("")
                    .password("")
                    .build()
                    .uri());
      }
      leftOrigin |= !Hosts.isSameOrigin(asked, next);
      target = next;
    }
    throw new Unusable("more than " + MAX_REDIRECTS + " redirects");
  }

  /** Sends a form, with credentials in it or beside it, and follows no redirect. */
  public HttpAnswer post(URI uri, String form) throws IOException {
    Request request =
        request(url(uri), Map.of("Accept", "application/json"), Optional.empty())
            .post(RequestBody.create(form.getBytes(StandardCharsets.UTF_8), FORM))
            .build();
    return answer(exchange(request, security), false, Optional.empty());
  }

  @Override
  public void close() {
    calls.close();
    watcher.shutdownNow();
    client.connectionPool().evictAll();
  }

  private Request.Builder request(
      HttpUrl url, Map<String, String> headers, Optional<String> authorization) {
    // Without this header any coding is acceptable, and OkHttp requests gzip.
    Request.Builder builder =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "longshore")
            .header("Accept-Encoding", "identity");
    headers.forEach(builder::header);
    authorization.ifPresent(value -> builder.header("Authorization", value));
    return builder;
  }

  /**
   * @param proxy the proxy through which the answer came
   */
  private record Exchange(
      Call call, Response response, Optional<ProxyServer> proxy, OpenCalls calls) {
    void drop() {
      try {
        response.close();
      } catch (RuntimeException e) {
        // The length is impossible, which OkHttp notices only here.
        call.cancel();
      }
      calls.ended(call);
    }

    InputStream body() {
      return new FilterInputStream(response.body().byteStream()) {
        @Override
        public void close() {
          drop();
        }
      };
    }
  }

  private Exchange exchange(Request request, Security reached) throws IOException {
    Optional<ProxyServer> proxy = proxies.before(request.url());
    OkHttpClient towards = clients.clientFor(request.url(), repository, reached);
    ProxyLogin login = new ProxyLogin(proxy);
    proxy.ifPresent(ProxyLogin::installFor);
    Call call =
        towards
            .newBuilder()
            .proxy(proxy.map(ProxyServer::asProxy).orElse(Proxy.NO_PROXY))
            .proxyAuthenticator(login)
            .build()
            .newCall(login.addedTo(request));
    try {
      Response response = calls.head(call, answerTimeout);
      Exchange exchange = new Exchange(call, response, proxy, calls);
      if (hasSaneLength(response) && response.code() != 407) {
        return exchange;
      }
      exchange.drop();
      throw response.code() == 407
          ? refusal(proxy.orElseThrow(), 407, null)
          : new Unusable("an answer that is not HTTP");
    } catch (IOException e) {
      throw translated(e, proxy);
    }
  }

  private HttpAnswer answer(Exchange exchange, boolean leftOrigin, Optional<URI> movedTo) {
    Response response = exchange.response();
    HttpUrl url = response.request().url();
    StallGuard body =
        new StallGuard(exchange.body(), exchange.call()::cancel, stallTimeout, watcher);
    return new HttpAnswer(
        response.code(),
        response.headers(),
        body,
        Hosts.of(url),
        leftOrigin,
        movedTo,
        exchange.proxy().filter(proxy -> !url.isHttps() && !proxy.isSocks()));
  }

  private static IOException translated(IOException failure, Optional<ProxyServer> proxy) {
    return switch (failure) {
      case TransportException e -> e;
      case SocketTimeoutException e when proxy.isPresent() ->
          new OfProxy(proxy.get(), 0, "takes no connection in time", e);
      case SocketTimeoutException e -> new TimedOut("no connection was made", e);
      default -> proxy.map(server -> overProxy(server, failure)).orElseGet(() -> plain(failure));
    };
  }

  private static IOException plain(IOException failure) {
    if (failure instanceof ProtocolException) {
      return new Unusable("an answer that is not HTTP", failure);
    }
    // OkHttp reports both a head that ends early and a head that is too long in this way.
    return failure.getCause() instanceof EOFException
        ? new IOException("the head of its answer is cut off, or has more than 256 KiB", failure)
        : failure;
  }

  private static IOException overProxy(ProxyServer proxy, IOException failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher refused = NO_TUNNEL.matcher(message);
    if (refused.matches()) {
      return refusal(proxy, Integer.parseInt(refused.group(1)), failure);
    }
    if (message.equals("Failed to authenticate with proxy")) {
      return refusal(proxy, 407, failure);
    }
    if (proxy.isSocks() && message.startsWith("SOCKS")) {
      return new OfProxy(
          proxy, 0, "answers \"" + message.replaceFirst("^SOCKS ?: ?", "") + '"', failure);
    }
    return switch (failure) {
      case ConnectException _ ->
          new OfProxy(proxy, 0, "refuses connections or cannot be reached", failure);
      case UnknownHostException _ -> new OfProxy(proxy, 0, "is not known by that name", failure);
      default -> plain(failure);
    };
  }

  private static OfProxy refusal(ProxyServer proxy, int status, IOException cause) {
    return new OfProxy(proxy, status, "answered " + status, cause);
  }

  // OkHttp itself reads Retry-After of a 503: it fails at large numbers, and repeats the request at
  // once at zero.
  private static Response withBoundedWait(Response response) {
    if (response.header("Retry-After") == null) {
      return response;
    }
    Response.Builder bounded = response.newBuilder().removeHeader("Retry-After");
    RetryAfter.in(response.headers(), Instant.now())
        .filter(Duration::isPositive)
        .ifPresent(wait -> bounded.header("Retry-After", Long.toString(seconds(wait))));
    return bounded.build();
  }

  // Rounded up, so that it does not become zero.
  private static long seconds(Duration wait) {
    return wait.plusNanos(999_999_999).toSeconds();
  }

  // If OkHttp cannot read this header, it waits for the end of the connection.
  private static boolean hasSaneLength(Response response) {
    return response.headers("Content-Length").stream()
        .allMatch(length -> length.strip().matches("[0-9]{1,18}"));
  }

  private static HttpUrl url(URI uri) throws Unusable {
    return Optional.ofNullable(HttpUrl.parse(uri.toString()))
        .orElseThrow(() -> new Unusable("an address that nobody can have"));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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
}
