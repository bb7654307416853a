package io.longshore.cli.doctor;

import io.longshore.collection.test.ContainerRuntime;
import io.longshore.dataset.process.CommandRunner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Looks for Apptainer or Singularity, which run images. Longshore does not build with them. */
record ContainerRuntimeCheck(CommandRunner runner) implements HealthCheck {
  @Override
  public String name() {
    return "apptainer";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Optional<ContainerRuntime> runtime = ContainerRuntime.find(runner);
    if (runtime.isPresent()) {
      return List.of(Diagnosis.ok(runtime.get().version()));
    }
    return List.of(
        Diagnosis.warning(
            "not installed; images are built here, but not run",
            "see https://apptainer.org/docs/admin/latest/installation.html"));
  }
}
