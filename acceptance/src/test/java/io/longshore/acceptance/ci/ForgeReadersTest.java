package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.cli.ci.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workflows, read by GitHub's own reader and by gitlab-ci-local, which checks them against
 * GitLab's schema.
 */
class ForgeReadersTest {
  private static final Workflow.Release RELEASE =
      new Workflow.Release("https://example.org/longshore.tar.gz", "0123456789abcdef".repeat(4));

  @TempDir Path folder;

  @Test
  void githubUnderstandsItsWorkflow() throws IOException {
    String workflow = Workflow.GITHUB.text(RELEASE);
    Shell.Result read = readByGitHub(workflow);
    assertEquals("", read.output());
    assertEquals(0, read.exitCode(), read.errors());

    Shell.Result mistaken = readByGitHub(replaced(workflow, "runs-on:", "run-on:"));
    assertEquals(1, mistaken.exitCode(), mistaken.errors());
    assertTrue(mistaken.output().contains("Unexpected value 'run-on'"), mistaken.output());
  }

  @Test
  void gitlabUnderstandsItsPipeline() throws IOException {
    String pipeline = Workflow.GITLAB.text(RELEASE);
    Shell.Result read = readByGitLab(pipeline);
    assertEquals(0, read.exitCode(), read.errors());
    assertTrue(read.errors().contains("json schema validated"), read.errors());
    for (String job : List.of("verify", "update", "links")) {
      assertTrue(read.output().lines().anyMatch(line -> line.startsWith(job + " ")), read.output());
    }

    Shell.Result mistaken = readByGitLab(replaced(pipeline, "when: always", "when: ever"));
    assertEquals(1, mistaken.exitCode(), mistaken.errors());
    assertTrue(mistaken.errors().contains("at verify.artifacts.when"), mistaken.errors());
  }

  private Shell.Result readByGitHub(String workflow) throws IOException {
    Path file = Files.writeString(folder.resolve("longshore.yml"), workflow);
    return node("github.mjs", file.toString());
  }

  private Shell.Result readByGitLab(String pipeline) throws IOException {
    Files.writeString(folder.resolve(".gitlab-ci.yml"), pipeline);
    Shell git = Shell.in(folder);
    git.run("git", "init", "--quiet");
    git.attempt("git", "remote", "add", "origin", "git@example.org:group/containers.git");
    return node("node_modules/gitlab-ci-local/dist/index.js", "--list-all");
  }

  private static String replaced(String text, String right, String wrong) {
    assertTrue(text.contains(right), text);
    return text.replace(right, wrong);
  }

  private Shell.Result node(String program, String... arguments) {
    String named = System.getenv("LONGSHORE_FORGES");
    if (named == null) {
      throw new AssertionError(
          "LONGSHORE_FORGES names no readers of workflows: dev/install-forges, dev/test names them");
    }
    Path readers = Path.of(named);
    List<String> command = new ArrayList<>(List.of("node", "--import"));
    command.add(readers.resolve("node-20.mjs").toUri().toString());
    command.add(readers.resolve(program).toString());
    Collections.addAll(command, arguments);
    return Shell.in(folder).attempt(command.toArray(String[]::new));
  }
}
