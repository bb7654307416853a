package io.longshore.oci.registry;

import java.util.List;

/**
 * Facts about the stored credentials for a registry, without the credentials.
 *
 * @param trouble why a credential could not be read, one sentence for each, without secrets
 */
public record StoredCredentials(boolean present, List<String> trouble) {
  public StoredCredentials {
    trouble = List.copyOf(trouble);
  }
}
