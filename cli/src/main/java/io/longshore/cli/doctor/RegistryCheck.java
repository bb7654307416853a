package io.longshore.cli.doctor;

import io.longshore.collection.status.CollectionRegistries;
import io.longshore.ground.FailureException;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks that the registries of the collection's images answer. */
record RegistryCheck(DatasetUnderTest dataset, Registries registries) implements HealthCheck {
  @Override
  public String name() {
    return "registries";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    List<Diagnosis> found = new ArrayList<>();
    for (Repository repository : CollectionRegistries.in(dataset.superdataset())) {
      String registry = repository.registry();
      try {
        String host = registries.reach(repository);
        found.add(
            Diagnosis.ok(
                host.equals(repository.apiHost())
                    ? registry + " answers"
                    : registry + " is served by the mirror " + host));
      } catch (FailureException e) {
        found.add(Diagnosis.problem(registry + ": " + e.problem(), e.next()));
      }
    }
    return found;
  }
}
