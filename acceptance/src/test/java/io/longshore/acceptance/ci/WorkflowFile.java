package io.longshore.acceptance.ci;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A workflow as the program prints it, and the shell in it as a forge's runner reads it. */
record WorkflowFile(Map<?, ?> content) {

  /**
   * A step of GitHub's.
   *
   * @param variables which of its own it gives to its shell
   */
  record Step(String name, Set<String> variables, String script) {}

  /**
   * @param forge {@code github} or {@code gitlab}
   */
  static WorkflowFile printed(Program program, Shell shell, String forge, String sha256) {
    Shell.Result printed =
        program.run(
            shell, "ci", forge, "--archive", "https://example.org/x.tar.gz", "--sha256", sha256);
    if (printed.exitCode() != 0) {
      throw new AssertionError(printed.errors());
    }
    Object content = new Load(LoadSettings.builder().build()).loadFromString(printed.output());
    return new WorkflowFile((Map<?, ?>) content);
  }

  /** The steps of a job, in order. */
  List<Step> githubSteps(String job) {
    List<Step> steps = new ArrayList<>();
    for (Object one : (List<?>) within("jobs", job, "steps")) {
      Map<?, ?> step = (Map<?, ?>) one;
      Set<String> variables = Set.of();
      if (step.get("env") instanceof Map<?, ?> own) {
        variables = Set.copyOf(own.keySet().stream().map(Object::toString).toList());
      }
      steps.add(new Step((String) step.get("name"), variables, (String) step.get("run")));
    }
    return steps;
  }

  /** What GitLab's runner puts into one shell: what goes before each job, and the job. */
  String gitlabScript(String job) {
    List<String> lines = new ArrayList<>();
    for (Object part : List.of(within("default", "before_script"), within(job, "script"))) {
      ((List<?>) part).forEach(line -> lines.add((String) line));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Files that GitLab keeps of a job, relative to its folder. */
  List<String> gitlabArtifacts(String job) {
    List<String> files = new ArrayList<>();
    ((List<?>) within(job, "artifacts", "paths")).forEach(file -> files.add((String) file));
    Map<?, ?> reports = (Map<?, ?>) within(job, "artifacts", "reports");
    ((List<?>) reports.get("junit")).forEach(file -> files.add((String) file));
    files.add((String) reports.get("codequality"));
    return files;
  }

  private Object within(String... names) {
    Object found = content;
    for (String name : names) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
      if (found == null) {
        throw new AssertionError("the workflow has no " + String.join(".", names));
      }
    }
    return found;
  }
}
