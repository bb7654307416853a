package io.longshore.oci.layer.inflate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryFoldersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "/x:", ":/x", "/x::/y", ".", "lib:../lib;"})
  void noneIsTheCurrentFolder(String chosen) {
    assertTrue(
        LibraryFolders.of(chosen, "", "x86_64").folders().stream().allMatch(Path::isAbsolute));
    assertEquals(
        9 + chosen.chars().filter(c -> c == 'x' || c == 'y').count(),
        LibraryFolders.of(chosen, "", "x86_64").folders().size());
  }

  @Test
  void thoseOfTheUserComeFirst() throws IOException {
    Path library = Files.createFile(folder.resolve("libexample.so.1"));
    assertEquals(
        Optional.of(library),
        LibraryFolders.of("/nowhere:" + folder, "", "x86_64").find("libexample.so.1"));
    assertEquals(Optional.empty(), LibraryFolders.of("", "", "x86_64").find("libexample.so.1"));
  }

  @Test
  void whatComesAlongIsTakenBeforeThatOfTheSystemAndAfterThatOfTheUser() throws IOException {
    Path along = Files.createDirectory(folder.resolve("along"));
    Path library = Files.createFile(along.resolve("libc.so.6"));
    assertEquals(
        Optional.of(library), LibraryFolders.of("", along.toString(), "x86_64").find("libc.so.6"));
    Path chosen = Files.createFile(folder.resolve("libc.so.6"));
    assertEquals(
        Optional.of(chosen),
        LibraryFolders.of(folder.toString(), along.toString(), "x86_64").find("libc.so.6"));
  }

  @Test
  void theLibraryOfTheSystemIsFound() {
    assertTrue(LibraryFolders.ofProcess().find("libc.so.6").isPresent());
  }
}
