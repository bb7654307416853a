package io.longshore.oci.registry;

import io.longshore.oci.Repository;
import java.net.URI;

/**
 * A place that answers for a repository: its own registry, or a mirror of it.
 *
 * @param scheme {@code https}, or {@code http} where the settings say insecure
 * @param repository as it is called there
 */
record Endpoint(String scheme, Repository repository, boolean mirror) {
  URI manifest(String tagOrDigest) {
    return uri("/manifests/" + tagOrDigest);
  }

  URI blob(String digest) {
    return uri("/blobs/" + digest);
  }

  private URI uri(String tail) {
    return URI.create(scheme + "://" + repository.apiHost() + "/v2/" + repository.path() + tail);
  }
}
