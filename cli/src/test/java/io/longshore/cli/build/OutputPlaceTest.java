package io.longshore.cli.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
  @TempDir Path folder;

  @Test
  void aFileMayBeMadeInFoldersThatAreYetToBeMade() throws IOException {
    assertEquals(Optional.empty(), OutputPlace.problemOfFile(folder.resolve("a/b/x.sif"), false));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void whatIsThereIsToldUnlessItIsToBeReplaced() throws IOException {
    Path file = Files.createFile(folder.resolve("x.sif"));
    Path link = Files.createSymbolicLink(folder.resolve("link.sif"), Path.of("absent"));
    for (Path path : new Path[] {file, link}) {
      assertEquals(
          Optional.of(path + " is there already; --force replaces it"),
          OutputPlace.problemOfFile(path, false));
      assertEquals(Optional.empty(), OutputPlace.problemOfFile(path, true));
    }
  }

  @Test
  void whatIsNoFileIsNeverReplaced() throws IOException {
    assertEquals(
        Optional.of(folder + " is a folder; name the file to write"),
        OutputPlace.problemOfFile(folder, true));
    assertEquals(
        Optional.of("/dev/null is a device or a pipe; name the file to write"),
        OutputPlace.problemOfFile(Path.of("/dev/null"), true));
  }

  @Test
  void aPlaceThatTakesNoFilesIsToldByTheNameThatWasGiven() throws IOException {
    Path below = Files.createFile(folder.resolve("file")).resolve("x.sif");
    assertEquals(
        Optional.of(below + " cannot be made: " + below.getParent() + " is no folder"),
        OutputPlace.problemOfFile(below, false));
    String ofProc = OutputPlace.problemOfFile(Path.of("/proc/out.sif"), false).orElseThrow();
    assertTrue(ofProc.startsWith("/proc/out.sif cannot be written: "), ofProc);
  }

  @Test
  void aFolderMayBeThereIfItIsEmpty() throws IOException {
    assertEquals(Optional.empty(), OutputPlace.problemOfFolder(folder));
    Files.createFile(folder.resolve("x"));
    assertEquals(
        Optional.of(folder + " is there already; name a folder that is not"),
        OutputPlace.problemOfFolder(folder));
    assertTrue(OutputPlace.problemOfFolder(folder.resolve("x")).isPresent());
  }
}
