package io.longshore.collection.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.process.ProcessIdentity;
import io.longshore.dataset.process.RunMark;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadRunTest {
  @TempDir Path folder;
  private Path file;
  private Process child;
  private final ChildRecord record = new ChildRecord();

  @BeforeEach
  void startAChild() throws IOException {
    file = folder.resolve("children");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 60 & wait");
    builder.environment().put(RunMark.VARIABLE, RunMark.ours());
    child = builder.start();
  }

  @AfterEach
  void endTheChild() {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
  }

  private void note() {
    record.started(child.toHandle(), TypedCommand.of(folder, "git", "annex", "setkey"));
  }

  private DeadRun found() throws IOException {
    return DeadRun.find(file).orElseThrow();
  }

  @Test
  void aRunThatEndedWellIsNotDead() throws IOException {
    record.begin(file, Set.of());
    note();
    record.end();
    assertEquals(Optional.empty(), DeadRun.find(file));
  }

  @Test
  void whatStillRunsIsNamed() throws IOException {
    record.begin(file, Set.of());
    note();
    assertEquals(
        List.of(
            new DeadRun.Child(
                ProcessIdentity.of(child.toHandle()).orElseThrow(), "git annex setkey")),
        found().children());
  }

  @Test
  void whatEndedIsNot() throws IOException {
    record.begin(file, Set.of());
    note();
    record.ended(child.toHandle(), false);
    assertEquals(List.of(), found().children());
  }

  @Test
  void aLaterProcessOfTheSameNumberIsNotTakenForIt() throws IOException {
    record.begin(file, Set.of());
    Files.writeString(
        file, "+ " + child.pid() + " 1 git annex setkey\n", StandardOpenOption.APPEND);
    assertEquals(List.of(), found().children());
    assertTrue(child.isAlive());
  }

  @Test
  void aProcessThatNoRunStartedIsNotTakenForAChild() throws IOException {
    Process foreign = new ProcessBuilder("sleep", "60").start();
    try {
      record.begin(file, Set.of());
      record.started(foreign.toHandle(), TypedCommand.of(folder, "git", "annex", "setkey"));
      assertTrue(Files.readString(file).contains("+ " + foreign.pid() + " "));
      assertEquals(List.of(), found().children());
      assertEquals(List.of(), found().awaitChildren(Duration.ZERO));
      assertTrue(foreign.isAlive());
    } finally {
      foreign.destroyForcibly();
    }
  }

  @Test
  void aChildOfAnotherRunIsNotTakenForOneOfThis() throws IOException {
    record.begin(file, Set.of());
    note();
    String text = Files.readString(file);
    Files.writeString(file, text.replace(RunMark.ours(), "0".repeat(32)));
    assertEquals(List.of(), found().children());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+ 99999999999999999999999999 1 git",
        "+ x 1 git",
        "+ -5 1 git",
        "- 99999999999999999999999999",
        "- x",
        "run",
        "run a b c",
        "locked \0",
        "\u00ff\u0000",
        "",
      })
  void aLineOfAnotherFormIsNoObstacle(String line) throws IOException {
    record.begin(file, Set.of());
    note();
    Files.write(
        file, (line + "\n").getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
    assertEquals(1, found().children().size());
  }

  @Test
  void childrenOfAnotherStartOfTheMachineAreGone() throws IOException {
    record.begin(file, Set.of());
    note();
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("run \\S+", "run another-boot"));
    assertEquals(List.of(), found().children());
  }

  @Test
  void lockFilesThatWereThereBeforeAreKnown() throws IOException {
    Set<Path> locks = Set.of(folder.resolve("index.lock"), folder.resolve("a b/HEAD.lock"));
    record.begin(file, locks);
    note();
    assertEquals(locks, found().locks());
  }

  @Test
  void aLineThatWasCutOffIsNoObstacle() throws IOException {
    record.begin(file, Set.of());
    note();
    Files.writeString(file, "+ 12", StandardOpenOption.APPEND);
    assertEquals(1, found().children().size());
  }

  @Test
  void childrenThatEndAreWaitedFor() throws IOException, InterruptedException {
    record.begin(file, Set.of());
    note();
    Thread ending =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(300);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  child.destroy();
                });
    assertEquals(List.of(), found().awaitChildren(Duration.ofSeconds(30)));
    ending.join();
    assertFalse(child.isAlive());
  }

  @Test
  void childrenThatDoNotAreEndedWithWhatTheyStarted() throws IOException, InterruptedException {
    record.begin(file, Set.of());
    note();
    List<ProcessHandle> below = child.descendants().toList();
    while (below.isEmpty()) {
      Thread.sleep(10);
      below = child.descendants().toList();
    }
    assertEquals(List.of("git annex setkey"), found().awaitChildren(Duration.ofMillis(100)));
    child.waitFor();
    assertTrue(
        below.stream().noneMatch(process -> ProcessIdentity.of(process).isPresent()),
        "a grandchild still runs");
  }
}
