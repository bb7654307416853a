package io.longshore.oci.registry.hub;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import io.longshore.oci.StrangersJson;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Docker Hub's own interface, which knows what its registry does not tell: the repositories of a
 * namespace.
 *
 * @see <a href="https://docs.docker.com/reference/api/hub/latest/">Docker Hub API</a>
 */
public final class DockerHub {
  public static final URI ADDRESS = URI.create("https://hub.docker.com/v2");

  private static final int PAGE_SIZE = 100;
  private static final int MAX_PAGES = 200;
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]+(?:[._-]+[a-z0-9]+)*");
  private static final JsonMapper MAPPER = StrangersJson.mapper().build();

  /** Fetches small documents, bounded in size and time. */
  @FunctionalInterface
  public interface Documents {
    byte[] fetch(URI url) throws IOException;
  }

  private final URI address;
  private final Documents documents;

  /**
   * @param address {@link #ADDRESS}, unless something stands in for it
   */
  public DockerHub(URI address, Documents documents) {
    this.address = address;
    this.documents = documents;
  }

  /**
   * The repositories of a namespace that hold images, in the order of their names.
   *
   * @throws FailureException of kind {@link FailureKind#GONE} if there is no such namespace, {@link
   *     FailureKind#RATE_LIMIT}, {@link FailureKind#NETWORK} or {@link FailureKind#MALFORMED}
   */
  public List<Repository> repositories(String namespace) throws IOException {
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw new FailureException(
          FailureKind.MISSING,
          namespace,
          "is no namespace of Docker Hub: lower-case letters, digits and . _ - between them",
          "look at https://hub.docker.com for how it is spelled");
    }
    Set<String> paths = new LinkedHashSet<>();
    for (int page = 1; ; page++) {
      JsonNode document = page(namespace, page);
      for (JsonNode result : document.path("results")) {
        repository(namespace, result).ifPresent(paths::add);
      }
      // Only whether there is more: the address it gives may be anyone's.
      if (document.path("next").isNull() || document.path("next").isMissingNode()) {
        return paths.stream()
            .sorted()
            .map(path -> new Repository(Repository.DOCKER_HUB, path))
            .toList();
      }
      if (page == MAX_PAGES) {
        throw malformed(namespace, "a list of repositories that does not end");
      }
    }
  }

  private JsonNode page(String namespace, int number) throws IOException {
    String query = "?page_size=" + PAGE_SIZE + "&page=" + number;
    byte[] bytes = documents.fetch(URI.create(address + "/repositories/" + namespace + query));
    try {
      JsonNode document = MAPPER.readTree(bytes);
      if (document.path("results").isArray()) {
        return document;
      }
    } catch (JacksonException _) {
      // Told below, like any other answer that is no list.
    }
    throw malformed(namespace, "something else than a list of repositories");
  }

  private static Optional<String> repository(String namespace, JsonNode result) {
    JsonNode type = result.path("repository_type");
    boolean holdsImages =
        type.isNull() || type.isMissingNode() || type.asString("").equals("image");
    String path = namespace + "/" + result.path("name").asString("");
    try {
      return holdsImages
          ? Optional.of(new Repository(Repository.DOCKER_HUB, path).path())
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      // No reference can name it.
      return Optional.empty();
    }
  }

  private FailureException malformed(String namespace, String problem) {
    return new FailureException(
        FailureKind.MALFORMED,
        namespace,
        address.getHost() + " served " + problem,
        "try again; if it stays so, list the repositories in a file and name that with 'list:'");
  }
}
