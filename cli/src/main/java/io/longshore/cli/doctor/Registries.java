package io.longshore.cli.doctor;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.StoredCredentials;
import java.io.IOException;

/** Answers the checks' questions about registries and their settings. */
interface Registries {
  /**
   * @return the host that answered
   */
  String reach(Repository repository) throws IOException;

  StoredCredentials credentials(Repository repository) throws IOException;

  /**
   * Uses the settings of {@code options}. They are read again each time, so that each check reports
   * their faults.
   */
  static Registries with(RegistryOptions options) {
    return new Registries() {
      @Override
      public String reach(Repository repository) throws IOException {
        try (RegistryClient client = RegistryClient.open(options)) {
          return client.reach(repository);
        }
      }

      @Override
      public StoredCredentials credentials(Repository repository) throws IOException {
        try (RegistryClient client = RegistryClient.open(options)) {
          return client.storedCredentials(repository);
        }
      }
    };
  }
}
