package io.longshore.dataset.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandRunnerTest {
  @TempDir Path folder;

  private final LocalCommandRunner runner = new LocalCommandRunner();

  private Command shell(String script) {
    return TypedCommand.of(folder, "sh", "-c", script);
  }

  @Test
  void aProgramRunsInItsFolderAndItsOutputComesBack() throws IOException {
    assertEquals(folder.toRealPath().toString(), runner.run(shell("pwd -P")).text());
  }

  @Test
  void variablesOfThisProcessCanBeKeptFromAProgram() throws IOException {
    Command command = shell("echo ${HOME-none} ${LONGSHORE_RUN:+marked}");
    assertEquals("none marked", runner.run(command.withoutEnvironment("HOME"::equals)).text());
  }

  /**
   * The program ends when its output is being read: Java closes the output of a program that ends
   * earlier, and then nothing is waited for.
   */
  @Test
  void aProcessThatOutlivesTheProgramIsNotWaitedForWithoutEnd() throws Exception {
    Path started = folder.resolve("started");
    Path end = folder.resolve("end");
    runner.run(TypedCommand.of(folder, "mkfifo", end.toString()));
    Path program = Files.createSymbolicLink(folder.resolve("outlived"), Path.of("/bin/sh"));
    String script = "sleep 1000 & echo $! > '" + started + "'; read _ < '" + end + "'";
    Command command =
        TypedCommand.of(folder, program.toString(), "-c", script)
            .withTimeLimit(Duration.ofSeconds(2));
    Thread ending = Thread.ofPlatform().start(() -> endWhenItsOutputIsRead(program, end));
    try {
      FailureException failure = assertThrows(FailureException.class, () -> runner.run(command));
      assertInstanceOf(EndedByLimit.class, failure.getCause());
    } finally {
      ending.interrupt();
      ending.join();
      long left = Long.parseLong(Files.readString(started).strip());
      ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static void endWhenItsOutputIsRead(Path program, Path end) {
    while (!isReadingOutputOf(program)) {
      if (Thread.interrupted()) {
        return;
      }
      Thread.onSpinWait();
    }
    // Opened for both, so that it does not wait for a reader that has been killed.
    try (RandomAccessFile fifo = new RandomAccessFile(end.toFile(), "rw")) {
      fifo.writeBytes("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReadingOutputOf(Path program) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals("stdout of " + program))
        .flatMap(entry -> Arrays.stream(entry.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("readBytes"));
  }

  @Test
  void aFailureTellsWhetherALimitEndedTheProgram() {
    Command slow = shell("sleep 1000").withTimeLimit(Duration.ofMillis(1));
    Command loud = shell("yes").withOutputLimit(100);
    for (Command ended : List.of(slow, loud)) {
      FailureException failure = assertThrows(FailureException.class, () -> runner.run(ended));
      assertInstanceOf(EndedByLimit.class, failure.getCause());
    }
    FailureException failure =
        assertThrows(FailureException.class, () -> runner.run(shell("exit 3")));
    assertFalse(failure.getCause() instanceof EndedByLimit);
  }

  @Test
  void aCommandThatEndedLeavesNoAlarmBehind() throws IOException {
    int before = Deadline.pending();
    for (int i = 0; i < 20; i++) {
      runner.run(shell("true"));
    }
    assertEquals(before, Deadline.pending());
  }

  @Test
  void aProgramThatMayStartNoOtherIsNotBlamed() {
    String said = "error: cannot fork() for rev-list: Resource temporarily unavailable";
    FailureException failure =
        assertThrows(
            FailureException.class, () -> runner.run(shell("echo '" + said + "' >&2; exit 128")));
    assertTrue(failure.nextStep().contains("ulimit -u"), failure::nextStep);
  }

  @Test
  void aProgramThatMayNotBeRunIsToldSo() throws IOException {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n");
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> runner.run(TypedCommand.of(folder, program.toString(), "x")));
    assertEquals(FailureKind.PERMISSION, failure.kind());
    assertEquals("you may not run this program", failure.problem());
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws IOException {
    String strange = "a  b;$HOME*'\"\\";
    assertEquals(strange, runner.run(TypedCommand.of(folder, "printf", "%s", strange)).text());
  }

  @Test
  void standardInputIsClosedUnlessGiven() throws IOException {
    assertEquals(
        "",
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> runner.run(shell("cat"))).text());
  }

  @Test
  void largeInputAndOutputDoNotWaitForEachOther() throws IOException {
    byte[] bytes = new byte[5 << 20];
    bytes[bytes.length - 1] = 7;
    assertArrayEquals(bytes, runner.run(shell("cat").withInput(bytes)).output());
  }

  @Test
  void aProgramMayLeaveItsInputUnread() throws IOException {
    assertEquals("done", runner.run(shell("echo done").withInput(new byte[1 << 20])).text());
  }

  @Test
  void aTalkativeProgramDoesNotBlock() throws IOException {
    String script =
        "i=0; while [ $i -lt 30000 ]; do echo 0123456789 >&2; i=$((i+1)); done; echo ok";
    CommandResult result = runner.run(shell(script));
    assertEquals("ok", result.text());
    assertEquals(16 << 10, result.errors().length());
  }

  @Test
  void aFailureNamesProgramExitCodeAndTheLastWordsOfIt() {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () ->
                runner.run(TypedCommand.of(folder, "git", "--bare", "hash-object", "--nonsense")));
    assertEquals(FailureKind.TOOL, failure.kind());
    assertEquals("git hash-object", failure.subject());
    assertTrue(failure.problem().contains("exit code 129"), failure::problem);
    assertTrue(failure.problem().contains("--stdin-paths"), failure::problem);
  }

  @Test
  void anAcceptedExitCodeIsNoFailure() throws IOException {
    assertEquals(3, runner.run(shell("exit 3").accepting(0, 3)).exitCode());
  }

  @Test
  void aMissingProgramIsNamedWithTheCommandThatInstallsIt() {
    FailureException failure =
        assertThrows(
            FailureException.class, () -> runner.run(TypedCommand.of(folder, "no-such-program")));
    assertEquals(FailureKind.TOOL, failure.kind());
    assertEquals("no-such-program", failure.subject());
    assertTrue(failure.nextStep().endsWith("sudo apt-get install no-such-program"));
    assertFalse(runner.isInstalled("no-such-program"));
    assertTrue(runner.isInstalled("sh"));
  }

  @Test
  void aMissingSubcommandOfGitIsAMissingProgram() {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> runner.run(TypedCommand.of(folder, "git", "no-such-thing")));
    assertEquals("git-no-such-thing", failure.subject());
  }

  @Test
  void aMissingFolderIsNotMistakenForAMissingProgram() {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> runner.run(TypedCommand.of(folder.resolve("absent"), "git", "status")));
    assertEquals(FailureKind.MISSING, failure.kind());
    assertTrue(failure.subject().endsWith("absent"));
  }

  @Test
  void aFullDiskIsRecognisedInWhatTheProgramSays() {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> runner.run(shell("echo 'write error: No space left on device' >&2; exit 1")));
    assertEquals(FailureKind.DISK_FULL, failure.kind());
  }

  @Test
  void atTheTimeLimitTheProgramAndItsChildrenAreKilled() throws Exception {
    Path pid = folder.resolve("pid");
    Command slow =
        shell("sleep 300 & echo $! > " + pid + "; wait").withTimeLimit(Duration.ofSeconds(1));
    FailureException failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> assertThrows(FailureException.class, () -> runner.run(slow)));
    assertTrue(failure.problem().contains("within 1 s"), failure::problem);
    assertGone(Long.parseLong(java.nio.file.Files.readString(pid).strip()));
  }

  @Test
  void anInterruptEndsTheProgram() throws Exception {
    List<ProcessHandle> children = new ArrayList<>();
    CompletableFuture<Void> started = new CompletableFuture<>();
    LocalCommandRunner observed =
        new LocalCommandRunner(
            new ChildObserver() {
              @Override
              public void started(ProcessHandle child, Command command) {
                children.add(child);
                started.complete(null);
              }

              @Override
              public void ended(ProcessHandle child, boolean killed) {}
            },
            Map.of());
    CompletableFuture<IOException> outcome = new CompletableFuture<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                observed.run(shell("sleep 300"));
              } catch (IOException e) {
                outcome.complete(e);
              }
            });
    started.get();
    caller.interrupt();
    assertInstanceOf(InterruptedIOException.class, outcome.get());
    assertGone(children.getFirst().pid());
  }

  private static void assertGone(long pid) throws InterruptedException {
    long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (isRunning(pid) && System.nanoTime() < limit) {
      Thread.sleep(20);
    }
    assertFalse(isRunning(pid));
  }

  private static boolean isRunning(long pid) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    // An orphan may stay as a zombie where nobody collects it; it has no command line then.
    return handle.isPresent()
        && handle.get().isAlive()
        && handle.get().info().commandLine().isPresent();
  }

  @Test
  void tooMuchOutputEndsTheProgram() {
    FailureException failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                assertThrows(
                    FailureException.class,
                    () -> runner.run(shell("cat /dev/zero").withOutputLimit(1000))));
    assertTrue(failure.problem().contains("more than 1000 bytes"), failure::problem);
  }

  @Test
  void theObserverHearsOfBeginningAndEndOnce() throws IOException {
    List<String> heard = new ArrayList<>();
    ChildObserver observer =
        new ChildObserver() {
          @Override
          public void started(ProcessHandle child, Command command) {
            heard.add("started " + command.shortName());
          }

          @Override
          public void ended(ProcessHandle child, boolean killed) {
            heard.add("ended");
          }
        };
    new LocalCommandRunner(observer, Map.of()).run(TypedCommand.of(folder, "true"));
    assertEquals(List.of("started true", "ended"), heard);
  }

  @Test
  void whatRedirectsGitIsKeptFromChildrenAndWhoCommitsIsNot() {
    Map<String, String> environment = new HashMap<>();
    environment.put("GIT_DIR", "/elsewhere");
    environment.put("GIT_INDEX_FILE", "/elsewhere/index");
    environment.put("GIT_CONFIG_PARAMETERS", "'a.b=c'");
    environment.put("GIT_AUTHOR_NAME", "Ada");
    environment.put("LC_MESSAGES", "de_DE");
    environment.put("HOME", "/home/ada");
    ChildEnvironment.apply(environment, Map.of("GIT_INDEX_FILE", "/ours"), List.of());
    assertEquals(
        Map.of(
            "GIT_AUTHOR_NAME",
            "Ada",
            "HOME",
            "/home/ada",
            "LC_ALL",
            "C",
            "GIT_TERMINAL_PROMPT",
            "0",
            "GIT_OPTIONAL_LOCKS",
            "0",
            "GIT_INDEX_FILE",
            "/ours",
            RunMark.VARIABLE,
            RunMark.ours()),
        environment);
  }

  @Test
  void settingsAreAddedToThoseTheCallerGaveGit() {
    Map<String, String> environment = new HashMap<>();
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "user.name");
    environment.put("GIT_CONFIG_VALUE_0", "Ada");
    ChildEnvironment.apply(
        environment, Map.of(), List.of(new GitSetting("remote.a=b.url", "there")));
    assertEquals(
        Map.of(
            "GIT_CONFIG_COUNT",
            "2",
            "GIT_CONFIG_KEY_0",
            "user.name",
            "GIT_CONFIG_VALUE_0",
            "Ada",
            "GIT_CONFIG_KEY_1",
            "remote.a=b.url",
            "GIT_CONFIG_VALUE_1",
            "there",
            "LC_ALL",
            "C",
            "GIT_TERMINAL_PROMPT",
            "0",
            "GIT_OPTIONAL_LOCKS",
            "0",
            RunMark.VARIABLE,
            RunMark.ours()),
        environment);
  }

  @Test
  void aCommandIsNamedByProgramAndSubcommand() {
    assertEquals(
        "git annex registerurl",
        TypedCommand.of(folder, "git", "--literal-pathspecs", "annex", "registerurl", "x")
            .shortName());
    assertEquals("git status", TypedCommand.of(folder, "git", "status", "--", "x").shortName());
  }
}
