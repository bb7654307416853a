package io.longshore.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.file.PossibleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatingSystemFailuresTest {
  @TempDir Path folder;

  @Test
  void aNameThatIsTooLongIsToldSo() throws IOException {
    PossibleName.require(folder.resolve("n".repeat(255)));
    PossibleName.require(Files.createFile(folder.resolve("there")));
    Path longer = folder.resolve("n".repeat(256));
    IOException refused = assertThrows(IOException.class, () -> PossibleName.require(longer));
    FailureException failure = OperatingSystemFailures.classify(refused, "an image");
    assertTrue(failure.problem().contains("longer than the file system takes"), failure::problem);
    assertEquals("choose a shorter name", failure.nextStep());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cannot run program \"git\" (in directory \"/d\"): error=11, Resource temporarily unavailable",
        "Cannot run program \"git\": posix_spawn failed, error: 11 (Resource temporarily unavailable)",
        "error: cannot fork() for rev-list: Resource temporarily unavailable",
        "fatal: unable to create thread: Resource temporarily unavailable",
        "git-annex: git: createProcess: posix_spawnp: resource exhausted"
            + " (Resource temporarily unavailable)",
        "sh: 1: Cannot fork"
      })
  void wantOfProcessesIsToldSo(String message) {
    assertTrue(ProcessLimit.isSaidBy("a line\n" + message + "\nanother"), message);
    assertIsProcessLimit(new IOException("outer", new IOException(message)));
  }

  @Test
  void whatJavaCallsMemoryIsToldApart() {
    OutOfMemoryError threads =
        new OutOfMemoryError(
            "unable to create native thread: possibly out of memory or process/resource limits"
                + " reached");
    assertIsProcessLimit(new IOException("a block could not be compressed", threads));
    assertFalse(ProcessLimit.isReached(new OutOfMemoryError("Java heap space")));
  }

  @Test
  void otherThingsThatAreUnavailableForNowAreNoProcesses() {
    assertFalse(ProcessLimit.isSaidBy("read: Resource temporarily unavailable"));
    assertFalse(ProcessLimit.isSaidBy("cannot start the process\nlock: Resource temporarily un"));
  }

  private static void assertIsProcessLimit(IOException thrown) {
    FailureException failure = OperatingSystemFailures.classify(thrown, "an image");
    assertTrue(failure.problem().contains("process or thread"), failure::problem);
    assertTrue(failure.nextStep().contains("ulimit -u"), failure::nextStep);
  }
}
