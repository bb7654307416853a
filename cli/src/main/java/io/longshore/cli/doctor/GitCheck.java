package io.longshore.cli.doctor;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

record GitCheck(CommandRunner runner) implements HealthCheck {
  // The first version with rev-parse --path-format.
  private static final ToolVersion OLDEST = ToolVersion.of(2, 31);

  @Override
  public String name() {
    return "git";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    String text = runner.run(Command.of(Path.of("/"), "git").options("--version")).text();
    String version = text.replaceFirst("^git version ", "");
    boolean old = ToolVersion.find(version).map(v -> v.isBefore(OLDEST)).orElse(false);
    return List.of(
        old
            ? Diagnosis.problem(
                version + "; 2.31 or later is needed", "sudo apt-get install git (a later one)")
            : Diagnosis.ok(version));
  }
}
