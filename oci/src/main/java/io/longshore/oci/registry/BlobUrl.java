package io.longshore.oci.registry;

import io.longshore.oci.Digest;
import io.longshore.oci.Repository;
import java.net.URI;

/** The address of a blob that is recorded in datasets and outlives mirrors and signatures. */
public final class BlobUrl {
  private BlobUrl() {}

  /**
   * @param scheme {@code https} or {@code http}; see {@link RegistriesConf#scheme}
   * @throws IllegalArgumentException for any other scheme
   */
  public static URI of(Repository repository, Digest digest, String scheme) {
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("not a scheme of registries: '" + scheme + "'");
    }
    return new Endpoint(scheme, repository, false).blob(digest.toString());
  }
}
