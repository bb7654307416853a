package io.longshore.cli.doctor;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Looks for Apptainer or Singularity, which run images. Longshore does not build with them. */
record ContainerRuntimeCheck(CommandRunner runner) implements HealthCheck {
  @Override
  public String name() {
    return "apptainer";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Path anywhere = Path.of("/");
    for (Command runtime :
        List.of(Command.of(anywhere, "apptainer"), Command.of(anywhere, "singularity"))) {
      if (runner.isInstalled(runtime.program())) {
        return List.of(Diagnosis.ok(runner.run(runtime.options("--version")).text()));
      }
    }
    return List.of(
        Diagnosis.warning(
            "not installed; images are built here, but not run",
            "see https://apptainer.org/docs/admin/latest/installation.html"));
  }
}
