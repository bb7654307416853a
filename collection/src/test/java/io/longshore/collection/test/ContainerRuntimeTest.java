package io.longshore.collection.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo 'No runscript found, executing /bin/sh' >&2",
        "echo 'No Apptainer runscript found, executing /bin/sh'",
        "echo 'WARNING: No Singularity runscript found, executing /bin/sh' >&2"
      })
  void anImageWithoutRunscriptHasNotPassed(String script) throws IOException {
    Trial trial = start(script, TrialSettings.usual());

    assertEquals(Optional.of("says that it has no runscript"), trial.problem());
  }

  @Test
  void anImageMaySpeakOfRunscripts() throws IOException {
    String script = "echo '  --force   run even if there is no runscript'";
    assertTrue(start(script, TrialSettings.usual()).passed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FATAL:   container creation failed: network requires root or --fakeroot",
        "ERROR  : Failed to create user namespace: user namespace disabled",
        "FATAL:   while starting: fork: Resource temporarily unavailable",
        "Error for command \"run\": unknown flag: --network"
      })
  void aMachineThatStartsNoImageIsNotTheFaultOfTheImage(String said) {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () ->
                start(
                    "echo 'INFO:    begun' >&2; echo '" + said + "' >&2; exit 255",
                    TrialSettings.usual()));

    assertEquals(FailureKind.TOOL, failure.kind());
    assertTrue(failure.problem().contains("starts no image on this machine: "), failure::problem);
    assertTrue(failure.nextStep().contains("exec"), failure::nextStep);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FATAL:   \"/opt/x\": executable file not found in $PATH",
        "FATAL:   container creation failed: mount of squashfs failed: invalid argument",
        "error: container creation failed"
      })
  void whatARuntimeSaysOfTheImageIsTheFaultOfTheImage(String said) throws IOException {
    Trial trial = start("echo '" + said + "' >&2; exit 255", TrialSettings.usual());

    assertEquals(Optional.of("ends with exit code 255"), trial.problem());
  }

  @Test
  void anImageCannotEndTheTestOfTheOthers() throws IOException {
    ContainerRuntime runtime =
        runtime(
            "case $* in *good*) exit 0;; esac;"
                + " echo 'FATAL:   container creation failed: said by the image' >&2; exit 255");
    assertTrue(runtime.start(folder.resolve("good"), List.of(), TrialSettings.usual()).passed());
    assertFalse(runtime.start(folder.resolve("bad"), List.of(), TrialSettings.usual()).passed());
  }

  @ParameterizedTest
  @CsvSource({
    "APPTAINER_BINDPATH,true",
    "APPTAINERENV_TOKEN,true",
    "SINGULARITY_NV,true",
    "SINGULARITYENV_TOKEN,true",
    "APPTAINER_CACHEDIR,false",
    "SINGULARITY_TMPDIR,false",
    "APPTAINER_CONFIGDIR,false",
    "PATH,false"
  })
  void settingsOfTheUserDoNotReachTheImage(String variable, boolean dropped) {
    assertEquals(dropped, ContainerRuntime.isSetting(variable));
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
