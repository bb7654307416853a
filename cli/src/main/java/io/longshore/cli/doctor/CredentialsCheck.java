package io.longshore.cli.doctor;

import io.longshore.collection.status.CollectionRegistries;
import io.longshore.ground.NextStep;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.StoredCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks whether credentials are stored for the collection's registries. Never shows them. */
record CredentialsCheck(DatasetUnderTest dataset, Registries registries) implements HealthCheck {
  @Override
  public String name() {
    return "credentials";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    List<Diagnosis> found = new ArrayList<>();
    for (Repository repository : CollectionRegistries.in(dataset.superdataset())) {
      StoredCredentials stored = registries.credentials(repository);
      String registry = repository.registry();
      NextStep login =
          registry.equals(Repository.DOCKER_HUB)
              ? NextStep.of("docker login")
              : NextStep.of("docker login {}", registry);
      for (String trouble : stored.trouble()) {
        found.add(
            Diagnosis.warning(
                registry + ": " + trouble, NextStep.of("repair it, or: ").then(login)));
      }
      if (stored.present()) {
        found.add(Diagnosis.ok("stored for " + registry));
      } else if (stored.trouble().isEmpty()) {
        found.add(
            Diagnosis.ok(
                "none stored for "
                    + registry
                    + (registry.equals(Repository.DOCKER_HUB)
                        ? "; '" + login + "' raises its limit"
                        : "")));
      }
    }
    return found;
  }
}
