package io.longshore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.output.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path temporary;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private Path place(String name, int mode) throws IOException {
    Path place = Files.createDirectory(temporary.toRealPath().resolve(name));
    Files.setAttribute(place, "unix:mode", mode);
    return place;
  }

  private Optional<Path> makeFolder(Path... places) {
    return NativeLibraries.makeFolder(
        List.of(places),
        () -> {
          PrintStream people = new PrintStream(errors, true, UTF_8);
          return new Messages(people, people, false, false);
        });
  }

  private String said() {
    return errors.toString(UTF_8);
  }

  @Test
  void theyAreUnpackedInAFolderOfThisUserAlone() throws IOException {
    Path shared = place("sticky", 01777);
    Path folder = makeFolder(shared).orElseThrow();
    assertEquals(shared, folder.getParent());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    assertEquals("", said());
  }

  @Test
  void aPlaceWhereOthersCouldExchangeThemIsPassedOverAndSaid() throws IOException {
    Path open = place("open", 0777);
    Path ours = place("ours", 0700);
    assertEquals(ours, makeFolder(open, ours).orElseThrow().getParent());
    assertTrue(said().startsWith("warning: native libraries are not unpacked in " + open), said());
    assertTrue(said().contains("may be written by others"), said());
    try (var files = Files.list(open)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aPlaceThatIsNotThereIsPassedOverAndSaid() throws IOException {
    Path absent = temporary.toRealPath().resolve("absent");
    Path ours = place("ours", 0700);
    assertEquals(ours, makeFolder(absent, ours).orElseThrow().getParent());
    assertTrue(said().contains(absent.toString()), said());
  }

  @Test
  void withoutAnyPlaceThereIsNone() throws IOException {
    assertEquals(Optional.empty(), makeFolder(place("open", 0777)));
  }
}
