package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the steps of a job as GitHub's runner does: each in a bash of its own, with the variables
 * that it names, and with what earlier steps have put on PATH.
 */
final class GitHubRunner {
  private final Machine machine;
  private final Path workspace;
  private final List<WorkflowFile.Step> steps;
  private final Map<String, String> values = new HashMap<>();

  private GitHubRunner(Machine machine, Path workspace, List<WorkflowFile.Step> steps) {
    this.machine = machine;
    this.workspace = workspace;
    this.steps = steps;
    values.put("TOKEN", Forge.TOKEN);
    values.put("GH_TOKEN", Forge.TOKEN);
    values.put("LONGSHORE_STORAGE", "");
    values.put("BEFORE", "");
  }

  /**
   * A machine for a job.
   *
   * @param folder for this machine alone
   */
  static GitHubRunner of(Forge forge, Path folder, String job) throws IOException {
    Machine machine = Machine.of(forge, folder);
    WorkflowFile workflow =
        WorkflowFile.printed(forge.program(), forge.shell(), "github", machine.sha256());
    return new GitHubRunner(machine, machine.folder(), workflow.githubSteps(job));
  }

  /** Another run of the same job, on what has been installed for this one. */
  GitHubRunner again(String name) throws IOException {
    return new GitHubRunner(
        machine, Files.createDirectories(machine.folder().resolve(name)), steps);
  }

  /** A variable of the repository, or of the event, that a step gets by that name. */
  GitHubRunner with(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** Runs all steps before that one. */
  GitHubRunner upTo(String name) throws IOException {
    for (WorkflowFile.Step step : steps) {
      if (step.name().equals(name)) {
        return this;
      }
      expectSuccess(step.name());
    }
    throw new AssertionError("no step " + name);
  }

  void expectSuccess(String name) throws IOException {
    Shell.Result result = run(name);
    assertEquals(0, result.exitCode(), name + "\n" + result.output() + result.errors());
  }

  Shell.Result run(String name) throws IOException {
    WorkflowFile.Step step =
        steps.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Forge forge = machine.forge();
    Path paths = machine.folder().resolve("path");
    String first =
        Files.exists(paths)
            ? Files.readAllLines(paths).stream()
                .map(line -> line + ":")
                .collect(Collectors.joining())
            : "";
    Shell shell =
        machine
            .shell()
            .at(workspace)
            .with("LC_ALL", "C.UTF-8")
            .with("RUNNER_TEMP", workspace.toString())
            .with("GITHUB_PATH", paths.toString())
            .with("GITHUB_STEP_SUMMARY", workspace.resolve("summary").toString())
            .with("GITHUB_SERVER_URL", forge.url())
            .with("GITHUB_REPOSITORY", forge.repository())
            .with("GITHUB_REF_NAME", forge.branch())
            .with("GITHUB_SHA", forge.head());
    shell = shell.with("PATH", first + shell.environment().get("PATH"));
    for (String variable : step.variables()) {
      shell = shell.with(variable, values.get(variable));
    }
    Path script = Files.writeString(workspace.resolve("step.sh"), step.script());
    Shell.Result result =
        shell.attempt("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString());
    // GitHub takes the mask out of what it shows.
    Machine.assertNoSecretIn(
        result
            .output()
            .lines()
            .filter(line -> !line.startsWith("::add-mask::"))
            .collect(Collectors.joining("\n", "", "\n" + result.errors())));
    Machine.assertNoSecretIn(summary());
    return result;
  }

  /** What the job shows on its page. */
  String summary() throws IOException {
    Path summary = workspace.resolve("summary");
    return Files.exists(summary) ? Files.readString(summary) : "";
  }
}
