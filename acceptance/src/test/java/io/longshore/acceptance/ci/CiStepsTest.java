package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the steps of the workflow for GitHub, as its runner does: with bash, on a clone, one after
 * the other. GitHub itself is a folder and a stand-in for its command line.
 */
class CiStepsTest {
  private static final String VERIFY = "Verify";
  private static final String TEST = "Test images that changed";
  private static final String LINKS = "Ask every URL, and say in an issue which do not answer";

  @TempDir Path folder;
  private List<String> workflow;
  private Path runner;
  private Shell shell;

  /** The shell of a step; the first of that name. */
  private String script(String step) {
    int name = workflow.indexOf("      - name: " + step);
    assertTrue(name >= 0, "no step " + step);
    int begin = name + workflow.subList(name, workflow.size()).indexOf("        run: |") + 1;
    StringBuilder script = new StringBuilder();
    for (String line : workflow.subList(begin, workflow.size())) {
      if (!line.startsWith("          ")) {
        break;
      }
      script.append(line.substring(10)).append('\n');
    }
    return script.toString();
  }

  private Shell.Result step(String name) {
    return shell.attempt("bash", "--noprofile", "--norc", "-c", script(name));
  }

  private void expectSuccess(String name) {
    Shell.Result result = step(name);
    assertEquals(0, result.exitCode(), name + "\n" + result.output() + result.errors());
  }

  private String summary() throws IOException {
    return Files.readString(runner.resolve("summary"));
  }

  private String forge() throws IOException {
    Path log = runner.resolve("gh.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** A machine of the forge, on which Longshore is installed and the collection cloned. */
  private void prepare(SmallCollection small, String name) throws IOException {
    runner = Files.createDirectories(folder.resolve(name));
    Path release = release(small);
    String sha256 = small.shell().run("sha256sum", release.toString()).split(" ")[0];
    workflow =
        small
            .program()
            .run(
                small.shell(),
                "ci",
                "github",
                "--archive",
                "https://example.org/x.tar.gz",
                "--sha256",
                sha256)
            .output()
            .lines()
            .toList();
    Path programs = Files.createDirectories(runner.resolve("programs"));
    program(
        programs.resolve("gh"),
        "printf '%s\\n' \"$*\" >> '"
            + runner
            + "/gh.log'\n"
            + "case $1-$2 in issue-list) cat '"
            + folder
            + "/open-issue' 2>/dev/null || :;; esac");
    String path = runner.resolve("longshore/bin") + ":" + programs + ":" + System.getenv("PATH");
    shell =
        small
            .shell()
            .at(runner)
            .with("PATH", path)
            .with("RUNNER_TEMP", runner.toString())
            .with("GITHUB_PATH", runner.resolve("path").toString())
            .with("GITHUB_STEP_SUMMARY", runner.resolve("summary").toString())
            .with("GITHUB_SERVER_URL", "file://" + small.shell().folder().getParent())
            .with("GITHUB_REPOSITORY", small.shell().folder().getFileName().toString())
            .with("GITHUB_SHA", small.shell().run("git", "rev-parse", "HEAD").strip())
            .with("GIT_ALLOW_PROTOCOL", "file")
            .with("TOKEN", "secret")
            .with("LONGSHORE_ARCHIVE", release.toUri().toString())
            .with("LONGSHORE_SHA256", sha256);
    // The rest of that step installs Debian packages, as root.
    script("Set up git-annex")
        .lines()
        .filter(line -> line.startsWith("git config "))
        .forEach(line -> shell.run("bash", "-c", line));
    expectSuccess("Install Longshore");
    expectSuccess("Get the collection");
  }

  private Path release(SmallCollection small) throws IOException {
    Path bin = Files.createDirectories(runner.resolve("release/longshore-1/bin"));
    program(bin.resolve("longshore"), "exec '" + small.program().executable() + "' \"$@\"");
    Path archive = runner.resolve("release/longshore.tar.gz");
    small
        .shell()
        .run(
            "tar",
            "-czf",
            archive.toString(),
            "-C",
            bin.getParent().getParent().toString(),
            "longshore-1");
    return archive;
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theStepsAreGreenOnACollectionInOrderAndRedOnOthers() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      assertEquals(0, small.migrate().exitCode());

      prepare(small, "in-order");
      expectSuccess(VERIFY);
      expectSuccess(TEST);
      assertTrue(summary().contains("## longshore verify\n\nNothing was found."), summary());
      expectSuccess(LINKS);
      assertTrue(!forge().contains("issue create"), forge());

      damage(small);
      prepare(small, "damaged");
      Shell.Result verified = step(VERIFY);
      assertEquals(1, verified.exitCode(), verified.output() + verified.errors());
      assertTrue(verified.output().contains("::error "), verified.output());
      assertTrue(summary().contains("| error | `images-oci/"), summary());
      repair(small);

      anotherSif(small);
      prepare(small, "broken");
      Shell.Result tested = step(TEST);
      assertTrue(tested.exitCode() != 0, tested.output() + tested.errors());
      assertTrue(tested.output().contains("title=flaw.damaged::"), tested.output());
      repair(small);
    }
  }

  @Test
  void anIssueTellsWhichUrlsDoNotAnswerAndIsClosedWhenAllDo() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      assertEquals(0, small.migrate().exitCode());
      prepare(small, "links");

      Files.writeString(folder.resolve("open-issue"), "7\n");
      expectSuccess(LINKS);
      assertTrue(forge().contains("issue close 7"), forge());

      small.registry().close();
      Files.delete(runner.resolve("gh.log"));
      expectSuccess(LINKS);
      assertTrue(forge().contains("issue edit 7"), forge());

      Files.delete(folder.resolve("open-issue"));
      expectSuccess(LINKS);
      assertTrue(forge().contains("issue create"), forge());
      assertTrue(Files.readString(runner.resolve("links.md")).contains("| error | `"));
    }
  }

  private static void damage(SmallCollection small) throws IOException {
    Path imagesOci = small.shell().folder().resolve("images-oci");
    Shell inImagesOci = small.shell().at(imagesOci);
    String index = inImagesOci.run("git", "ls-files", "*/index.json").lines().findFirst().get();
    inImagesOci.run("git", "rm", "--quiet", index);
    inImagesOci.run("git", "commit", "--quiet", "-m", "damage");
    small.shell().run("git", "commit", "--quiet", "-m", "damage", "images-oci");
  }

  private static void anotherSif(SmallCollection small) throws IOException {
    Shell shell = small.shell();
    String sif = shell.run("git", "ls-files", "images/*.sif").lines().findFirst().get();
    shell.run("git", "rm", "--quiet", sif);
    Files.createDirectories(shell.folder().resolve(sif).getParent());
    Files.writeString(shell.folder().resolve(sif), "no image at all");
    shell.run("git", "annex", "add", "--quiet", "--force-large", sif);
    shell.run("git", "commit", "--quiet", "-m", "another SIF");
  }

  private static void repair(SmallCollection small) {
    small.shell().run("git", "reset", "--quiet", "--hard", "HEAD^");
    small.shell().run("git", "submodule", "--quiet", "update", "images-oci");
  }
}
