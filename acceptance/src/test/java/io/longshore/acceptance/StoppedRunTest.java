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
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are asked to end, or meet another run. */
class StoppedRunTest {
  private static final int IMAGES = 4;
  private static final int SIGTERM = 15;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLISECONDS = 1000;

  @TempDir Path folder;
  private final Gate gate = new Gate();
  private SmallCollection collection;
  private Shell shell;

  @BeforeEach
  void begin() throws IOException {
    collection = SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(gate), IMAGES);
    shell = collection.shell();
    assertEquals(0, collection.program().run(shell, "init").exitCode());
  }

  @AfterEach
  void end() {
    gate.open();
    collection.close();
  }

  /** Layers of some images stay away until it is opened. */
  private static final class Gate implements FaultPlan {
    private static final Pattern BLOB = Pattern.compile("/v2/bids/app-([0-9]+)/blobs/.*");

    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile int firstWithheld = IMAGES;

    /** To be called before the run. */
    void withholdFrom(int image) {
      firstWithheld = image;
    }

    void open() {
      opened.countDown();
    }

    @Override
    public Optional<Fault> faultFor(ReceivedRequest request) {
      Matcher blob = BLOB.matcher(request.target());
      if (blob.matches() && Integer.parseInt(blob.group(1)) >= firstWithheld) {
        try {
          opened.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Optional.empty();
    }
  }

  /** A program of its own process group, as a shell starts one. */
  private final class Started {
    final Process process;
    private final StringBuilder said = new StringBuilder();
    private final Thread listener;

    Started(String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      command.add("setsid");
      command.add(collection.program().executable().toString());
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(shell.folder().toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
      builder.environment().putAll(shell.environment());
      process = builder.start();
      listener = Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
      try (Reader errors = process.errorReader()) {
        char[] buffer = new char[1024];
        for (int length = errors.read(buffer); length > 0; length = errors.read(buffer)) {
          synchronized (said) {
            said.append(buffer, 0, length);
            said.notifyAll();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String said() {
      synchronized (said) {
        return said.toString();
      }
    }

    void awaitText(String text) throws InterruptedException {
      long limit = System.nanoTime() + PATIENCE.toNanos();
      synchronized (said) {
        while (said.indexOf(text) < 0) {
          assertTrue(process.isAlive() && System.nanoTime() < limit, () -> "no '" + text + "'");
          said.wait(POLL_MILLISECONDS);
        }
      }
    }

    int awaitEnd() throws InterruptedException {
      assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "does not end");
      listener.join();
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
    gate.withholdFrom(2);
    Started run = new Started("migrate", "--jobs", "2");
    run.awaitText("[2/4] ");
    shell.run("kill", "-TERM", Long.toString(run.process.pid()));
    run.awaitText("stopping: the step in hand is finished");
    // The registry goes on being silent.
    assertEquals(128 + SIGTERM, run.awaitEnd(), run.said());
    assertFalse(run.said().contains("not waiting any longer"), run.said());
    gate.open();
    assertTrue(run.said().contains("stopped: "), run.said());
    assertTrue(run.said().contains("next: run the same command again"), run.said());
    assertFalse(run.said().contains("error"), run.said());
    assertInGoodOrder();
    finishAndCompare();
  }

  @Test
  void anAdditionThatIsStoppedLeavesNothing() throws IOException, InterruptedException {
    gate.withholdFrom(0);
    Trees before = Trees.of(shell);
    Started run =
        new Started(
            "add",
            collection.registry().host() + "/bids/app-0:1.0",
            "--image",
            "images/tools/tool--1.sif");
    run.awaitText("tool--1");
    shell.run("kill", "-TERM", Long.toString(run.process.pid()));
    run.awaitText("stopping");
    assertEquals(128 + SIGTERM, run.awaitEnd(), run.said());
    gate.open();
    assertTrue(run.said().contains("next: run the same command again"), run.said());
    assertInGoodOrder();
    assertEquals(before, Trees.of(shell));
  }

  @Test
  void aSecondRunSaysWhoIsThere() throws IOException, InterruptedException {
    gate.withholdFrom(0);
    Started run = new Started("migrate");
    run.awaitText("4 to migrate");
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
    gate.open();
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
