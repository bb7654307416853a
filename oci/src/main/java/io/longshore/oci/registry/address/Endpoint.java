package io.longshore.oci.registry.address;

import io.longshore.oci.Repository;
import java.net.URI;
import java.util.Optional;

/**
 * A server for a repository: its own registry, or a mirror.
 *
 * @param repository the name of the repository on this server
 * @param manifestName the tag or digest to ask for on this server, if the settings change it
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
   * The URL that every registry answers, with a challenge if it requires authorization.
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
