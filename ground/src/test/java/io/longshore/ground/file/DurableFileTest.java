package io.longshore.ground.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replacing a file among files of people, and putting it back. */
class DurableFileTest {
  private static final byte[] AFTER = "after".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("config"), "before");
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void aDraftBesideTheFileStays() throws IOException {
    Path draft = Files.writeString(folder.resolve("config.new"), "somebody's");

    DurableFile.write(file, AFTER, _ -> {});

    assertArrayEquals(AFTER, Files.readAllBytes(file));
    assertEquals("somebody's", Files.readString(draft));
    assertEquals(Set.of("config", "config.new"), names(folder));
  }

  @Test
  void aFailureLeavesTheFileAloneAndNothingBesideIt() throws IOException {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                DurableFile.write(
                    file,
                    AFTER,
                    _ -> {
                      throw new IOException("the disk is full");
                    }));

    assertEquals("the disk is full", failure.getMessage());
    assertEquals("before", Files.readString(file));
    assertEquals(Set.of("config"), names(folder));
  }

  @Test
  void theFormerFileItselfComesBack() throws IOException {
    Path names = Files.createDirectory(folder.resolve("names"));
    final Object inode = Files.getAttribute(file, "unix:ino");
    try (FormerFile former = FormerFile.keep(file, names)) {
      DurableFile.write(file, AFTER, _ -> {});
      former.restore();
    }

    // No byte was written again, so a full disk cannot keep it away.
    assertEquals(inode, Files.getAttribute(file, "unix:ino"));
    assertEquals("before", Files.readString(file));
    assertEquals(Set.of("config", "names"), names(folder));
    assertEquals(Set.of(), names(names));
  }

  @Test
  void aFileThatNobodyReplacedKeepsItsOnlyName() throws IOException {
    try (FormerFile former = FormerFile.keep(file, folder)) {
      former.restore();
    }

    assertEquals("before", Files.readString(file));
    assertEquals(Set.of("config"), names(folder));
  }

  @Test
  void aCopyStandsInWhereNoLinkCanBeMade() throws IOException {
    try (FormerFile former = FormerFile.keep(file, folder.resolve("not there"))) {
      DurableFile.write(file, AFTER, _ -> {});
      former.restore();
    }

    assertEquals("before", Files.readString(file));
    assertEquals(Set.of("config"), names(folder));
  }
}
