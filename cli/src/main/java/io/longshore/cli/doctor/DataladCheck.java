package io.longshore.cli.doctor;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for DataLad and its extension for containers. Longshore needs neither of them, but users of
 * its datasets do.
 */
record DataladCheck(CommandRunner runner) implements HealthCheck {
  @Override
  public String name() {
    return "datalad";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    if (!runner.isInstalled("datalad")) {
      return List.of(
          Diagnosis.warning(
              "not installed; 'git annex get' then fetches layers from open registries only",
              "sudo apt-get install datalad datalad-container"));
    }
    List<Diagnosis> found = new ArrayList<>();
    found.add(version(Command.of(Path.of("/"), "datalad")));
    if (!runner.isInstalled("git-annex-remote-datalad")) {
      found.add(
          Diagnosis.warning(
              "git-annex-remote-datalad is not on the PATH, so git-annex cannot use DataLad",
              "put the folder it is in on the PATH: the one of " + "datalad"));
    }
    found.add(version(Command.of(Path.of("/"), "datalad", "containers-run")));
    return found;
  }

  private Diagnosis version(Command command) throws IOException {
    CommandResult answer = runner.run(command.options("--version").accepting(0, 1, 2));
    return answer.exitCode() == 0
        ? Diagnosis.ok(answer.text())
        : Diagnosis.warning(
            "'"
                + command.shortName()
                + " --version' fails, so containers cannot be run with DataLad",
            "sudo apt-get install datalad-container");
  }
}
