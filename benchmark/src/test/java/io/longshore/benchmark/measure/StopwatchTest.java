package io.longshore.benchmark.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopwatchTest {
  private static final long MEGABYTE = 1_000_000;

  @TempDir Path folder;
  private Workspace workspace;

  /** What a test wants measured, as a script for a shell. */
  private record Script(String text) implements Builder {
    @Override
    public String name() {
      return "script";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public List<List<String>> commands(Workspace workspace) {
      return List.of(List.of("sh", "-c", text.replace("OUTPUT", workspace.output().toString())));
    }
  }

  @BeforeEach
  void makeAWorkspace() throws IOException {
    workspace =
        new Workspace(Files.createDirectory(folder.resolve("layout")), folder.resolve("work"));
  }

  @Test
  void wallTimeIsAtLeastWhatTheProgramSleeps() throws IOException {
    Measurement measured = measure("sleep 0.3; echo result >OUTPUT");

    assertTrue(measured.seconds() >= 0.3);
    assertEquals(7, measured.outputSize());
  }

  @Test
  void processorTimeIsThatOfGrandchildrenToo() throws IOException {
    Measurement measured =
        measure("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done; :'; : >OUTPUT");

    assertTrue(measured.processorSeconds() > 0.05, measured.toString());
    assertTrue(measured.processorSeconds() < 60, measured.toString());
  }

  @Test
  void memoryIsTheSumOverProcessesThatRunAtATime() throws IOException {
    // dd fills its buffer once and then waits for a reader that sleeps.
    String holder = "dd if=/dev/zero bs=%dM count=2 2>/dev/null | (sleep 1; cat >/dev/null)";
    Measurement one = measure(holder.formatted(60) + "; : >OUTPUT");
    Measurement two =
        measure(holder.formatted(60) + " & " + holder.formatted(60) + "; wait; : >OUTPUT");

    assertTrue(one.memory() > 60 * MEGABYTE, one.toString());
    assertTrue(one.memory() < 120 * MEGABYTE, one.toString());
    assertTrue(two.memory() > 120 * MEGABYTE, two.toString());
  }

  /** On a file system that other programs leave alone: what they remove would count too. */
  @Test
  void temporaryDiskIsCountedThoughItIsGoneAtTheEnd() throws IOException {
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "longshore-bench");
    try {
      workspace = new Workspace(folder.resolve("layout"), memory.resolve("work"));
      Measurement measured =
          measure("head -c 50000000 /dev/zero >\"$TMPDIR/t\"; sleep 0.3; : >OUTPUT");

      assertTrue(measured.temporaryDisk() >= 50 * MEGABYTE, measured.toString());
      assertFalse(Files.exists(workspace.folder()));
    } finally {
      Files.delete(memory);
    }
  }

  @Test
  void aProgramThatFailsIsAFailureWithWhatItSaid() {
    FailureException failure =
        assertThrows(FailureException.class, () -> measure("echo no such layer >&2; exit 3"));

    assertTrue(failure.getMessage().contains("ended with 3"), failure.getMessage());
    assertTrue(failure.getMessage().contains("no such layer"), failure.getMessage());
  }

  private Measurement measure(String script) throws IOException {
    return Stopwatch.measure(new Script(script), workspace);
  }
}
