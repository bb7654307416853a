package io.longshore.cli.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFilesTest {
  @TempDir Path folder;

  private SequencedMap<Path, String> files() {
    SequencedMap<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resolve("a/one"), "1");
    files.put(folder.resolve("a/two"), "2");
    return files;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> names = Files.list(folder.resolve("a"))) {
      return names.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void allAreWritten() throws IOException {
    NewFiles.write(folder, files());

    assertEquals(List.of("one", "two"), names());
    assertEquals("2", Files.readString(folder.resolve("a/two")));
  }

  @Test
  void ifOneCannotBeWrittenNoneIs() throws IOException {
    Path there = folder.resolve("a/two");
    Files.createDirectory(folder.resolve("a"));
    Files.createSymbolicLink(there, Path.of("nowhere"));

    FileAlreadyExistsException failure =
        assertThrows(FileAlreadyExistsException.class, () -> NewFiles.write(folder, files()));

    assertEquals(there.toString(), failure.getFile());
    assertEquals(List.of("two"), names());
  }

  @Test
  void nothingIsWrittenThroughALinkOfTheDataset(@TempDir Path victim) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a"), victim);

    FailureException failure =
        assertThrows(FailureException.class, () -> NewFiles.write(folder, files()));

    assertEquals(link.toString(), failure.subject());
    assertEquals(List.of(), names());
  }
}
