package io.longshore.oci.registry.address;

import io.longshore.oci.Repository;
import java.net.URI;
import java.util.Optional;

/**
 * A place that answers for a repository: its own registry, or a mirror of it.
 *
 * @param repository as it is called there
 * @param manifestName what the settings say that the tag or digest asked for is called there, if
 *     they say so
 */
public record Endpoint(
    Security security, Repository repository, boolean mirror, Optional<String> manifestName) {

  public Endpoint(Security security, Repository repository, boolean mirror) {
    this(security, repository, mirror, Optional.empty());
  }

  public Endpoint with(Security settled) {
    return new Endpoint(settled, repository, mirror, manifestName);
  }

  public Endpoint asMirror() {
    return new Endpoint(security, repository, true, manifestName);
  }

  public String scheme() {
    return security.scheme();
  }

  public URI manifest(String tagOrDigest) {
    return uri(repository.path() + "/manifests/" + manifestName.orElse(tagOrDigest));
  }

  /** The first page of the tags that the repository has. */
  public URI tags(int pageSize) {
    return uri(repository.path() + "/tags/list?n=" + pageSize);
  }

  public URI blob(String digest) {
    return uri(repository.path() + "/blobs/" + digest);
  }

  /**
   * What every registry answers, with a challenge if it wants to know who asks.
   *
   * @see <a
   *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#determining-support">OCI
   *     distribution specification, Determining Support</a>
   */
  public URI root() {
    return uri("");
  }

  private URI uri(String tail) {
    return URI.create(scheme() + "://" + repository.apiHost() + "/v2/" + tail);
  }
}
