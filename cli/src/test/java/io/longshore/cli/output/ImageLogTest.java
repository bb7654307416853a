package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLogTest {
  @TempDir Path folder;

  @Test
  void hasOneLineForEachFailureAsItHappens() throws IOException {
    Path file = folder.resolve("failures.log");
    try (ImageLog log = ImageLog.open(Optional.of(file))) {
      log.add("images/a/Singularity.a--1", "network", "no answer\n  from\tthe registry ");

      assertEquals(
          List.of("images/a/Singularity.a--1\tnetwork\tno answer from the registry"),
          Files.readAllLines(file));
    }
  }

  @Test
  void isEmptyIfNothingFailedWhateverItHeldBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("failures.log"), "an earlier run\n");

    ImageLog.open(Optional.of(file)).close();

    assertEquals("", Files.readString(file));
  }

  @Test
  void goesNowhereWithoutAFile() throws IOException {
    try (ImageLog log = ImageLog.open(Optional.empty())) {
      log.add("recipe", "class", "reason");
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
