package io.longshore.ground.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
  @TempDir Path folder;

  @Test
  void aFolderIsInOneFileSystemWithWhatItHolds() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(DiskSpace.fileSystem(folder), DiskSpace.fileSystem(file));
    assertNotEquals(DiskSpace.fileSystem(folder), DiskSpace.fileSystem(Path.of("/proc")));
  }

  @Test
  void itSaysWhatTheTableOfMountsLeadsTo() throws IOException {
    assertEquals(Files.getFileStore(folder).getTotalSpace(), DiskSpace.total(folder));
    assertTrue(DiskSpace.free(folder) <= DiskSpace.total(folder));
  }

  @Test
  void whatIsNotThereIsInNone() {
    Path absent = folder.resolve("absent");
    assertThrows(NoSuchFileException.class, () -> DiskSpace.fileSystem(absent));
    assertThrows(NoSuchFileException.class, () -> DiskSpace.free(absent));
    assertThrows(NoSuchFileException.class, () -> DiskSpace.total(absent));
  }
}
