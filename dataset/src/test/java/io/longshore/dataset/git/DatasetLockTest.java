package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLockTest {
  @TempDir Path folder;
  private GitRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new Scratch(folder.toRealPath()).repository("ours");
  }

  /**
   * What the other process of {@link
   * DatasetLockTest#anotherProcessIsToldWhoHoldsItAndADeadOneHoldsNothing} runs.
   */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      GitRepository repository = GitRepository.at(Path.of(arguments[0]), new LocalCommandRunner());
      try (DatasetLock _ = DatasetLock.acquire(repository)) {
        System.out.println("held");
        System.in.read();
      }
    }
  }

  @Test
  void itIsFreeAgainOnceClosed() throws IOException {
    DatasetLock.acquire(repository).close();
    DatasetLock.acquire(repository).close();
  }

  @Test
  void theSameProcessCannotHoldItTwice() throws IOException {
    try (DatasetLock _ = DatasetLock.acquire(repository)) {
      FailureException failure =
          assertThrows(FailureException.class, () -> DatasetLock.acquire(repository));
      assertTrue(
          failure.problem().contains("process " + ProcessHandle.current().pid() + " on "),
          failure::problem);
    }
    DatasetLock.acquire(repository).close();
  }

  @Test
  void anotherProcessIsToldWhoHoldsItAndADeadOneHoldsNothing() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                repository.root().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("held", output.readLine());
      FailureException failure =
          assertThrows(FailureException.class, () -> DatasetLock.acquire(repository));
      assertEquals(FailureKind.DATASET, failure.kind());
      assertTrue(failure.problem().contains("process " + other.pid() + " on "), failure::problem);
    } finally {
      other.destroyForcibly().waitFor();
    }
    DatasetLock.acquire(repository).close();
  }
}
