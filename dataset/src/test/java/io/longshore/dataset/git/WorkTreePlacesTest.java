package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTreePlacesTest {
  @TempDir Path folder;

  @Test
  void aNameAsLongAsCanBeComesFromAnotherDiskToo() throws IOException {
    Path source = Files.writeString(folder.resolve("new"), "new");
    Path target = Files.writeString(folder.resolve("n".repeat(255)), "old");
    WorkTreePlaces.moveAcross(source, target);
    assertEquals("new", Files.readString(target));
    try (var left = Files.list(folder)) {
      assertEquals(List.of(target), left.toList());
    }
  }
}
