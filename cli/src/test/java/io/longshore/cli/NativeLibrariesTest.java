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
    return makeFolder(Optional.empty(), List.of(places), new Mounts(List.of()));
  }

  private Optional<Path> makeFolder(Optional<Path> chosen, List<Path> others, Mounts mounts) {
    return NativeLibraries.makeFolder(
        chosen,
        others,
        mounts,
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
  void aPlaceThatIsNotThereIsPassedOver() throws IOException {
    Path absent = temporary.toRealPath().resolve("absent");
    Path ours = place("ours", 0700);
    assertEquals(ours, makeFolder(absent, ours).orElseThrow().getParent());
    assertEquals("", said());
  }

  @Test
  void aPlaceOfTheUsersChoiceThatIsNotThereIsSaid() throws IOException {
    Path absent = temporary.toRealPath().resolve("absent");
    Path ours = place("ours", 0700);
    Optional<Path> folder = makeFolder(Optional.of(absent), List.of(ours), new Mounts(List.of()));
    assertEquals(ours, folder.orElseThrow().getParent());
    assertTrue(said().contains(absent.toString()), said());
  }

  @Test
  void aPlaceFromWhichNoProgramMayBeRunIsPassedOver() throws IOException {
    Path shared = place("without programs", 01777);
    Path ours = place("ours", 0700);
    Mounts mounts =
        new Mounts(
            List.of(
                "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda rw",
                "23 22 0:1 / "
                    + shared.toString().replace(" ", "\\040")
                    + " rw,nosuid,nodev,noexec shared:2 - tmpfs tmpfs rw"));
    Optional<Path> folder = makeFolder(Optional.empty(), List.of(shared, ours), mounts);
    assertEquals(ours, folder.orElseThrow().getParent());
    assertEquals("", said());
    assertEquals(
        ours, makeFolder(Optional.of(shared), List.of(ours), mounts).orElseThrow().getParent());
    assertTrue(said().contains("no program may be run there"), said());
  }

  @Test
  void theSystemTellsHowItsFileSystemsAreMounted() throws IOException {
    assertTrue(Mounts.ofProcess().lines().size() > 1);
    assertTrue(Mounts.ofProcess().letProgramsRunIn(Path.of(System.getProperty("java.home"))));
  }

  @Test
  void withoutAnyPlaceThereIsNone() throws IOException {
    assertEquals(Optional.empty(), makeFolder(place("open", 0777)));
  }
}
