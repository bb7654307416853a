package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  @TempDir Path folder;

  @Test
  void theOneThatIsNamedGoesFirst() {
    assertEquals(
        Path.of("/large"), ScratchFolder.near(folder.resolve("x.sif"), Map.of("TMPDIR", "/large")));
  }

  @Test
  void elseItIsBesideTheFile() {
    assertEquals(folder, ScratchFolder.near(folder.resolve("x.sif"), Map.of()));
    assertEquals(folder, ScratchFolder.near(folder.resolve("x.sif"), Map.of("TMPDIR", "")));
  }

  @Test
  void orTheSystemsWhereNothingCanBeWrittenBesideTheFile() {
    assertEquals(
        Path.of(System.getProperty("java.io.tmpdir")),
        ScratchFolder.near(folder.resolve("absent/x.sif"), Map.of()));
  }
}
