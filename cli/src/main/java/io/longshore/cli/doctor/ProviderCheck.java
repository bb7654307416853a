package io.longshore.cli.doctor;

import io.longshore.dataset.RegistryProvider;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks the file in images-oci that tells DataLad how to ask registries for blobs. */
record ProviderCheck(DatasetUnderTest dataset) implements HealthCheck {
  private static final String HANGS =
      ", without which 'git annex get' may hang at registries that want a token";

  @Override
  public String name() {
    return "provider";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Optional<GitRepository> imagesOci = dataset.imagesOci();
    if (imagesOci.isEmpty()) {
      return List.of(Diagnosis.ok("nothing to look at without images-oci"));
    }
    Path file = RegistryProvider.PATH.in(imagesOci.get().root());
    if (!Files.exists(file)) {
      return List.of(
          Diagnosis.problem(
              "images-oci has no " + RegistryProvider.PATH + HANGS, "longshore init"));
    }
    return List.of(
        Arrays.equals(Files.readAllBytes(file), RegistryProvider.content())
            ? Diagnosis.ok("images-oci/" + RegistryProvider.PATH)
            : Diagnosis.warning(
                "images-oci/" + RegistryProvider.PATH + " is not the one Longshore writes",
                NextStep.of(
                    "if nobody meant to change it: git -C images-oci log -p {}",
                    RegistryProvider.PATH)));
  }
}
