package io.longshore.oci.registry;

import java.util.List;

/**
 * What is known of a registry's credentials without showing them.
 *
 * @param trouble what kept a credential from being read, one sentence each, no secrets
 */
public record StoredCredentials(boolean present, List<String> trouble) {
  public StoredCredentials {
    trouble = List.copyOf(trouble);
  }
}
