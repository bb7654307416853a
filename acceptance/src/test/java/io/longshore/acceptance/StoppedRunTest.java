package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Trees;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are asked to end, or meet another run. */
class StoppedRunTest {
  private static final int IMAGES = 6;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private SmallCollection collection;
  private Shell shell;

  @BeforeEach
  void begin() throws IOException {
    FaultPlan slow =
        FaultPlan.always(ReceivedRequest::isForManifest, new Fault.Delay(Duration.ofMillis(400)));
    collection = SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(slow), IMAGES);
    shell = collection.shell();
    assertEquals(0, collection.program().run(shell, "init").exitCode());
  }

  @AfterEach
  void end() {
    collection.close();
  }

  /** A program of its own process group, as a shell starts one. */
  private final class Started {
    final Process process;
    final Path errors = folder.resolve("errors");

    Started(String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      command.add("setsid");
      command.add(collection.program().executable().toString());
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(shell.folder().toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(errors.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
      builder.environment().putAll(shell.environment());
      process = builder.start();
    }

    String said() throws IOException {
      return Files.readString(errors);
    }

    void awaitText(String text) throws IOException, InterruptedException {
      long limit = System.nanoTime() + PATIENCE.toNanos();
      while (!said().contains(text)) {
        assertTrue(process.isAlive() && System.nanoTime() < limit, () -> "no '" + text + "'");
        Thread.sleep(10);
      }
    }

    int awaitEnd() throws InterruptedException {
      assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "does not end");
      return process.exitValue();
    }
  }

  private void assertInGoodOrder() {
    for (Shell repository : List.of(shell, collection.dataset().imagesOci())) {
      assertEquals("", repository.run("git", "status", "--porcelain"));
      repository.run("git", "fsck", "--no-dangling");
    }
    for (String file : List.of("journal.json", "children", "staging")) {
      assertFalse(Files.exists(collection.dataset().path(".git/longshore").resolve(file)), file);
    }
  }

  private void finishAndCompare() {
    assertEquals(0, collection.migrate().exitCode());
    Trees interrupted = Trees.of(shell);
    assertEquals(0, collection.program().run(shell, "rollback", "--last").exitCode());
    while (shell.run("git", "ls-files", "images/*.sif").lines().findAny().isPresent()) {
      assertEquals(0, collection.program().run(shell, "rollback", "--last").exitCode());
    }
    assertEquals(0, collection.migrate().exitCode());
    assertEquals(Trees.of(shell), interrupted);
  }

  @Test
  void aTerminatedMigrationEndsInGoodOrderAndSaysHowToGoOn()
      throws IOException, InterruptedException {
    Started run = new Started("migrate", "--jobs", "2");
    run.awaitText("[2/6] ");
    shell.run("kill", "-TERM", Long.toString(run.process.pid()));

    assertEquals(128 + SIGTERM, run.awaitEnd(), run.said());
    assertTrue(run.said().contains("stopping: the step in hand is finished"), run.said());
    assertTrue(run.said().contains("stopped: "), run.said());
    assertTrue(run.said().contains("next: run the same command again"), run.said());
    assertFalse(run.said().contains("error"), run.said());
    assertInGoodOrder();
    finishAndCompare();
  }

  @Test
  void aSignalFromTheKeyboardReachesGitTooAndDoesNoHarm() throws IOException, InterruptedException {
    for (int position = 1; position < IMAGES - 1; position++) {
      Started run = new Started("migrate", "--jobs", "2");
      run.awaitText("[1/");
      Thread.sleep(37L * position);
      shell.run("kill", "-INT", "--", "-" + run.process.pid());
      int exitCode = run.awaitEnd();
      assertTrue(exitCode == 128 + SIGINT || exitCode == 0, exitCode + ": " + run.said());
      assertFalse(run.said().contains("error"), run.said());
      assertInGoodOrder();
    }
  }

  @Test
  void anAdditionThatIsStoppedLeavesNothing() throws IOException, InterruptedException {
    Trees before = Trees.of(shell);
    Started run =
        new Started(
            "add",
            collection.registry().host() + "/bids/app-0:1.0",
            "--image",
            "images/tools/tool--1.sif");
    run.awaitText("tool--1");
    shell.run("kill", "-TERM", Long.toString(run.process.pid()));

    assertEquals(128 + SIGTERM, run.awaitEnd(), run.said());
    assertTrue(run.said().contains("next: run the same command again"), run.said());
    assertInGoodOrder();
    assertEquals(before, Trees.of(shell));
  }

  @Test
  void aSecondRunSaysWhoIsThere() throws IOException, InterruptedException {
    Started run = new Started("migrate");
    run.awaitText("6 to migrate");
    for (String[] second :
        List.of(
            new String[] {"migrate"},
            new String[] {"rollback", "--last"},
            new String[] {"resume"})) {
      Shell.Result result = collection.program().run(shell, second);
      assertEquals(2, result.exitCode(), result.errors());
      assertTrue(
          result.errors().contains("(process " + run.process.pid() + " on "), result.errors());
      assertTrue(result.errors().contains(" since "), result.errors());
    }
    assertEquals(0, run.awaitEnd(), run.said());
    assertInGoodOrder();
  }

  @Test
  void aStepWhoseBranchesWereMovedByHandSaysHowToDropIt() throws IOException {
    Path journal = collection.dataset().path(".git/longshore/journal.json");
    String none = "0123456789abcdef0123456789abcdef01234567";
    Files.writeString(
        journal,
        """
        {"action":"PUBLISH","image":"bids-app-0--1.0",
         "imagesOci":{"ref":"refs/heads/master","oldCommit":"%s","newCommit":"%s"},
         "superdataset":{"ref":"refs/heads/master","oldCommit":"%s","newCommit":"%s"}}
        """
            .formatted(none, none, none, none));
    Shell.Result result = collection.program().run(shell, "resume");
    assertEquals(2, result.exitCode(), result.errors());
    assertTrue(result.errors().contains("was moved since an interrupted run"), result.errors());
    assertTrue(result.errors().contains("rm " + journal), result.errors());
    Files.delete(journal);
    assertEquals(0, collection.program().run(shell, "resume").exitCode());
  }
}
