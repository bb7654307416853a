package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import java.nio.charset.StandardCharsets;

/**
 * The provider file that tells DataLad how to ask registries for blobs. Without this file {@code
 * git annex get} hangs at the first registry other than Docker Hub that asks for a token. Docker
 * Hub is left out, because DataLad has a provider for it and warns at every blob if there are two.
 */
public final class RegistryProvider {
  public static final RepositoryPath PATH =
      new RepositoryPath(".datalad/providers/oci-registries.cfg");

  private static final String CONTENT =
      """
      [provider:oci-registries]
      url_re = https?://(?!registry-1\\.docker\\.io/)[^/]+/v2/.+/blobs/sha256:[0-9a-f]{64}
      authentication_type = bearer_token_anon
      """;

  private RegistryProvider() {}

  public static byte[] content() {
    return CONTENT.getBytes(StandardCharsets.UTF_8);
  }
}
