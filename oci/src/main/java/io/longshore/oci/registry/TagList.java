package io.longshore.oci.registry;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.StrangersJson;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Hosts;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.http.LinkHeader;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tags of a repository.
 *
 * @param tags in the order of the registry; what no reference can name is left out
 * @param movedTo where a redirect marked as permanent led, without query
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags">OCI
 *     distribution specification, Listing Tags</a>
 */
public record TagList(SequencedSet<String> tags, Optional<URI> movedTo) {
  /** The most that registries with a limit allow. */
  static final int PAGE_SIZE = 1000;

  static final Map<String, String> REQUEST_HEADERS = Map.of("Accept", "application/json");

  private static final int MAX_PAGES = 500;
  private static final int MAX_TAGS = 200_000;
  private static final int MAX_PAGE_BYTES = 8 << 20;
  private static final Pattern QUERY = Pattern.compile("^[^?#]*([?][^#]*)");
  private static final JsonMapper MAPPER = StrangersJson.mapper().build();

  public TagList {
    tags = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(tags));
  }

  /** Part of the list. */
  record Page(Collection<String> tags, Optional<URI> next, Optional<URI> movedTo) {}

  @FunctionalInterface
  interface Pages {
    /**
     * @param address of a page, empty for the first
     */
    Page fetch(Optional<URI> address) throws IOException;
  }

  /**
   * Reads all pages.
   *
   * @throws FailureException of kind MALFORMED if there is no end of them
   */
  static TagList read(String subject, Pages pages) throws IOException {
    SequencedSet<String> tags = new LinkedHashSet<>();
    Set<URI> seen = new HashSet<>();
    Optional<URI> movedTo = Optional.empty();
    Optional<URI> address = Optional.empty();
    do {
      Page page = pages.fetch(address);
      tags.addAll(page.tags());
      movedTo = movedTo.or(page::movedTo);
      address = page.next();
      if (address.isPresent()) {
        String host = Hosts.of(address.get());
        if (!seen.add(address.get())) {
          throw Failures.malformed(subject, host, "a list of tags that leads back to itself");
        }
        if (seen.size() >= MAX_PAGES || tags.size() > MAX_TAGS) {
          throw Failures.malformed(
              subject, host, "a list of more than " + tags.size() + " tags, which goes on");
        }
      }
    } while (address.isPresent());
    return new TagList(tags, movedTo);
  }

  /**
   * Reads one page.
   *
   * @param address asked for
   */
  static Page page(String subject, URI address, HttpAnswer answer)
      throws AttemptFailedException, IOException {
    byte[] bytes = answer.body().readNBytes(MAX_PAGE_BYTES + 1);
    if (bytes.length > MAX_PAGE_BYTES) {
      throw malformed(subject, answer, "a list of tags of more than 8 MiB a page");
    }
    SequencedSet<String> tags = new LinkedHashSet<>();
    try {
      JsonNode document = MAPPER.readTree(bytes);
      JsonNode list = document.path("tags");
      boolean isList = list.isArray() || list.isNull() || list.isMissingNode();
      if (!document.isObject() || !isList) {
        throw malformed(subject, answer, "something else than a list of tags");
      }
      for (JsonNode tag : list) {
        if (tag.isString() && Reference.isTag(tag.stringValue())) {
          tags.add(tag.stringValue());
        }
      }
    } catch (JacksonException e) {
      if (answer.isWebPage()) {
        throw Failures.webPage(subject, answer);
      }
      throw malformed(subject, answer, "a list of tags that is not valid JSON");
    }
    return new Page(tags, next(subject, address, answer), answer.movedTo());
  }

  /**
   * The address of the next page. Of what the header says, only the query counts: behind a proxy,
   * registries believe in another scheme, host, port or path than clients see. The host that was
   * asked is asked again, and no other.
   */
  private static Optional<URI> next(String subject, URI address, HttpAnswer answer)
      throws AttemptFailedException {
    Optional<String> link = LinkHeader.next(String.join(", ", answer.headerLines("Link")));
    if (link.isEmpty()) {
      return Optional.empty();
    }
    Matcher query = QUERY.matcher(link.get());
    Optional<HttpUrl> next =
        Hosts.resolve(HttpUrl.get(address.toString()), query.find() ? query.group(1) : "?");
    if (next.isEmpty()) {
      throw malformed(subject, answer, "a list of tags that goes on at no usable address");
    }
    return next.map(HttpUrl::uri);
  }

  private static AttemptFailedException malformed(
      String subject, HttpAnswer answer, String problem) {
    return AttemptFailedException.forGood(Failures.malformed(subject, answer.host(), problem));
  }

  /** Asks which tags there are and what they mean, without what counts as a pull. */
  record Reader(RegistrySession session, Endpoints endpoints) {

    TagList tags(Repository repository) throws IOException {
      return read(
          repository.toString(),
          page -> endpoints.askRegistry(repository, endpoint -> page(repository, endpoint, page)));
    }

    private Page page(Repository repository, Endpoint endpoint, Optional<URI> page)
        throws AttemptFailedException, IOException {
      String subject = repository.toString();
      URI uri = page.orElse(endpoint.tags(PAGE_SIZE));
      try (HttpAnswer answer = session.send(subject, endpoint, "GET", uri, REQUEST_HEADERS)) {
        return TagList.page(subject, uri, answer);
      } catch (IOException e) {
        throw ConnectionFailures.cutShort(subject, endpoint.repository().apiHost(), e);
      }
    }

    /** Empty where the registry refuses such a question, or does not answer it. */
    Optional<Digest> digestByHead(Reference reference, Endpoint endpoint)
        throws AttemptFailedException, IOException {
      String subject = reference.asAsked();
      URI uri = endpoint.manifest(reference.manifestName());
      try (HttpAnswer answer =
          session.send(subject, endpoint, "HEAD", uri, ManifestAnswer.REQUEST_HEADERS)) {
        return new ManifestAnswer(subject, endpoint, answer).announcedDigest();
      } catch (AttemptFailedException e) {
        if (!e.answered() || e.isRateLimit()) {
          throw e;
        }
        return Optional.empty();
      }
    }
  }
}
