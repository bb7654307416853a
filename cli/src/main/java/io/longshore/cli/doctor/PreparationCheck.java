package io.longshore.cli.doctor;

import io.longshore.collection.Collection;
import io.longshore.collection.Shortcomings;
import io.longshore.collection.Shortcomings.Shortcoming;
import io.longshore.dataset.RegistryProvider;
import io.longshore.dataset.git.GitRepository;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Checks the scripts and attributes that images rely on, which may be missing if images-oci was
 * made by other tools.
 */
record PreparationCheck(DatasetUnderTest dataset) implements HealthCheck {
  @Override
  public String name() {
    return "preparation";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Optional<GitRepository> superdataset = dataset.superdataset();
    Optional<GitRepository> imagesOci = dataset.imagesOci();
    if (superdataset.isEmpty() || imagesOci.isEmpty()) {
      return List.of(Diagnosis.ok("nothing to look at without images-oci"));
    }
    List<Diagnosis> found =
        Shortcomings.of(superdataset.get(), imagesOci.get()).stream()
            .filter(lack -> !isProvider(lack))
            .map(lack -> Diagnosis.problem(lack.failure()))
            .toList();
    return found.isEmpty()
        ? List.of(Diagnosis.ok("scripts and attributes are there, in images-oci too"))
        : found;
  }

  // ProviderCheck reports the missing provider file.
  private static boolean isProvider(Shortcoming lack) {
    return lack.path().equals(Collection.IMAGES_OCI.resolve(RegistryProvider.PATH.value()));
  }
}
