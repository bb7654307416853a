package io.longshore.acceptance.ci;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a job as GitLab's runner does in an image that has no bash: on a clone without a branch,
 * what goes before and the job in one shell of POSIX's kind.
 */
record GitLabRunner(Machine machine, WorkflowFile workflow, Path project) {

  /**
   * A machine for one job.
   *
   * @param folder for this machine alone
   */
  static GitLabRunner of(Forge forge, Path folder) throws IOException {
    Machine machine = Machine.of(forge, folder);
    WorkflowFile workflow =
        WorkflowFile.printed(forge.program(), forge.shell(), "gitlab", machine.sha256());
    return new GitLabRunner(machine, workflow, folder.resolve("project"));
  }

  Shell.Result run(String job) throws IOException {
    Forge forge = machine.forge();
    String url = forge.url() + "/" + forge.repository() + ".git";
    Shell shell =
        machine
            .shell()
            .with("LC_ALL", "C")
            .with("CI_PROJECT_DIR", project.toString())
            .with("CI_SERVER_URL", forge.url())
            .with("CI_PROJECT_PATH", forge.repository())
            .with("CI_PROJECT_ID", "17")
            .with("CI_API_V4_URL", "https://gitlab.example.org/api/v4")
            .with("CI_DEFAULT_BRANCH", forge.branch())
            .with("CI_COMMIT_BRANCH", forge.branch())
            .with("CI_COMMIT_BEFORE_SHA", "0".repeat(40))
            .with("LONGSHORE_TOKEN", Forge.TOKEN);
    shell.run("git", "clone", "-q", "--no-checkout", url, project.toString());
    Shell inProject = shell.at(project);
    inProject.run("git", "checkout", "-q", "--detach", forge.head());
    Path script = Files.writeString(machine.folder().resolve("job.sh"), workflow.gitlabScript(job));
    Shell.Result result = inProject.attempt("dash", "-e", script.toString());
    Machine.assertNoSecretIn(result.output() + result.errors());
    return result;
  }

  /** The files that GitLab keeps, where they are there. */
  List<Path> artifacts(String job) {
    return workflow.gitlabArtifacts(job).stream()
        .map(project::resolve)
        .filter(Files::exists)
        .toList();
  }
}
