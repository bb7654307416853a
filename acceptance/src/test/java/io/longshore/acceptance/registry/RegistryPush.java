package io.longshore.acceptance.registry;

import io.longshore.ground.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pushes blobs and manifests, byte for byte, to a registry without authentication.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#push">OCI
 *     distribution specification, Push</a>
 */
public final class RegistryPush implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> pushed = ConcurrentHashMap.newKeySet();
  private final String base;

  public RegistryPush(String host) {
    this.base = "http://" + host;
  }

  public void blob(String repository, byte[] content) throws IOException, InterruptedException {
    Digest digest = Digest.of(content);
    if (!pushed.add(repository + digest)) {
      return;
    }
    HttpResponse<Void> start =
        send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0], null, 202);
    String location = start.headers().firstValue("Location").orElseThrow();
    String query = (location.contains("?") ? "&" : "?") + "digest=" + digest;
    send("PUT", location + query, content, "application/octet-stream", 201);
  }

  /**
   * @param tagOrDigest what the manifest shall be known by
   */
  public void manifest(String repository, String tagOrDigest, String mediaType, byte[] content)
      throws IOException, InterruptedException {
    send("PUT", "/v2/" + repository + "/manifests/" + tagOrDigest, content, mediaType, 201);
  }

  private HttpResponse<Void> send(
      String method, String location, byte[] body, String mediaType, int expected)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base).resolve(location))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (mediaType != null) {
      request.header("Content-Type", mediaType);
    }
    HttpResponse<Void> response =
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() != expected) {
      throw new IOException(method + " " + location + " answered " + response.statusCode());
    }
    return response;
  }

  @Override
  public void close() {
    client.close();
  }
}
