package io.longshore.collection.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an image is started and what is made of how it ends; the runtime is a script here. */
class ContainerRuntimeTest {
  @TempDir Path folder;

  private ContainerRuntime runtime(String script) throws IOException {
    Path program = folder.resolve("apptainer");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return ContainerRuntime.at(new LocalCommandRunner(), program);
  }

  private Trial start(String script, TrialSettings settings) throws IOException {
    return runtime(script).start(folder.resolve("x.sif"), List.of(), settings);
  }

  @Test
  void anImageGetsNeitherNetworkNorHome() throws IOException {
    Trial trial = start("printf '%s\\n' \"$*\"", TrialSettings.usual());

    assertTrue(trial.passed());
    assertEquals(
        "run --containall --no-home --net --network=none -- "
            + folder.resolve("x.sif")
            + " --version",
        trial.output());
  }

  @Test
  void anotherAttemptIsMadeWhereTheFirstFails() throws IOException {
    Trial trial = start("case $* in *--help) exit 0;; esac; exit 2", TrialSettings.usual());

    assertTrue(trial.passed());
    assertEquals(List.of("--help"), trial.arguments());
  }

  @Test
  void theLastAttemptIsToldWhereAllFail() throws IOException {
    Trial trial = start("echo begun; echo 'no \033[2J such' >&2; exit 3", TrialSettings.usual());

    assertFalse(trial.passed());
    assertEquals(Optional.of("ends with exit code 3"), trial.problem());
    assertEquals("begun\nno \\x1b[2J such", trial.output());
  }

  @Test
  void otherExitCodesMayBeRight() throws IOException {
    assertTrue(start("exit 3", TrialSettings.usual().withExitCodes(Set.of(0, 3))).passed());
  }

  @Test
  void anImageWithoutRunscriptHasNotPassed() throws IOException {
    Trial trial = start("echo 'No runscript found, executing /bin/sh' >&2", TrialSettings.usual());

    assertEquals(Optional.of("says that it has no runscript"), trial.problem());
  }

  @Test
  void whatTakesTooLongIsEndedWithAllItStarted() throws IOException {
    Path started = folder.resolve("started");
    Trial trial =
        start(
            "sleep 1000 & echo $! > '" + started + "'; wait",
            TrialSettings.usual()
                .withArguments(List.of("--version"))
                .withLimit(Duration.ofSeconds(2)));

    assertFalse(trial.passed());
    long child = Long.parseLong(Files.readString(started).strip());
    assertFalse(ProcessHandle.of(child).filter(ContainerRuntimeTest::runs).isPresent());
  }

  // What has ended may wait for its new parent to take note.
  private static boolean runs(ProcessHandle process) {
    try {
      return !Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
          .matches(".*\\) Z .*\\R?");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatPrintsWithoutEndIsEnded() throws IOException {
    Trial trial = start("yes", TrialSettings.usual().withArguments(List.of("--version")));

    assertTrue(trial.problem().orElseThrow().contains("printed more than"), trial.toString());
  }

  @Test
  void withoutARuntimeNothingIsStarted() {
    LocalCommandRunner none =
        new LocalCommandRunner(ChildObserver.NONE, Map.of("PATH", folder.toString()));
    FailureException failure =
        assertThrows(FailureException.class, () -> ContainerRuntime.require(none));
    assertTrue(failure.nextStep().contains("leave out --run"), failure.nextStep());
  }
}
