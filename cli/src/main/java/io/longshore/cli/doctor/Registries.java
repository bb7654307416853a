package io.longshore.cli.doctor;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.StoredCredentials;
import java.io.IOException;

/** What the checks ask of registries, and of the settings for them. */
interface Registries {
  /**
   * @return the host that answered
   */
  String reach(Repository repository) throws IOException;

  StoredCredentials credentials(Repository repository) throws IOException;

  /** Through the settings of {@code options}, read anew each time so that each check tells. */
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
