package io.longshore.cli.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserStoresTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @TempDir Path folder;
  private Path caches;
  private Path temporary;
  private UserStores stores;

  @BeforeEach
  void layOut() throws IOException {
    caches = Files.createDirectory(folder.resolve("caches"));
    temporary = Files.createDirectory(folder.resolve("temporary"));
    for (Path made : List.of(caches, temporary)) {
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
    }
    stores =
        new UserStores(
            Map.of("XDG_CACHE_HOME", caches.toString(), "LONGSHORE_TMPDIR", temporary.toString()));
  }

  @Test
  void manifestsAndSurveysGoByTheirAgeAndNothingElseDoes() throws IOException {
    Path old = keep("longshore/manifests/" + DIGEST, 40);
    Path named = keep("longshore/manifests/" + DIGEST + ".name", 40);
    Path young = keep("longshore/manifests/" + DIGEST.replace('0', '1'), 10);
    Path survey = keep("longshore/status/" + DIGEST, 40);
    Path foreign = keep("longshore/status/notes.txt", 400);
    List<Kept> found = stores.find(Optional.of(Instant.now().minus(Duration.ofDays(30))));
    assertEquals(List.of(old, named, survey), found(found));
    UserStores.remove(found);
    assertEquals(List.of(young), found(stores.find(Optional.empty())));
    assertTrue(Files.exists(foreign));
  }

  @Test
  void temporaryFoldersOfKilledRunsAreFoundAfterAWeek() throws IOException {
    Path abandoned = made("longshore-12345678901234", 80);
    put(abandoned, "deflate772923789591828261.tmp", 8);
    put(abandoned, "libzstd-jni-1.5.7-47729237895918282610.so", 8);
    Path warmUp = made("longshore-warm-up-12345678901234", 80);
    put(warmUp, "collection/images/x.sif", 8);
    Path inUse = made("longshore-45678901234567", 6);
    Path inUseInside = made("longshore-warm-up-45678901234567", 80);
    put(inUseInside, "collection/images/x.sif", 6);
    Path foreign = made("longshore-demo-78901234567890", 80);
    Path link = Files.createSymbolicLink(temporary.resolve("longshore-11111111111111"), foreign);
    List<Kept> found = onlyHere(stores.find(Optional.empty()));
    assertEquals(List.of(abandoned, warmUp), found(found));
    assertEquals(List.of(temporary), found.stream().map(Kept::folder).toList());
    UserStores.remove(found);
    assertTrue(Files.notExists(abandoned));
    assertTrue(Files.notExists(warmUp));
    for (Path stays : List.of(inUse, inUseInside, foreign, link)) {
      assertTrue(Files.exists(stays), stays::toString);
    }
  }

  @Test
  void aFolderWithSuchANameThatAUserHasMadeStays() throws IOException {
    Path numbered = made("longshore-2", 80);
    put(numbered, "deflate772923789591828261.tmp", 80);
    Path results = made("longshore-20240131123456", 80);
    put(results, "results.csv", 80);
    Path mixed = made("longshore-warm-up-20240131123456", 80);
    put(mixed, "image.sif", 80);
    put(mixed, "notes", 80);
    assertEquals(List.of(), found(onlyHere(stores.find(Optional.empty()))));
  }

  private static void put(Path folder, String name, int days) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[30]);
    for (Path each = file; each.startsWith(folder); each = each.getParent()) {
      age(each, each.equals(file) ? days : 80);
    }
  }

  /** The test leaves alone what lies in the temporary folders of this machine. */
  private List<Kept> onlyHere(List<Kept> found) {
    return found.stream()
        .map(
            kept ->
                new Kept(
                    kept.kind(),
                    kept.folder(),
                    kept.files().stream().filter(file -> isHere(file.path())).toList()))
        .filter(kept -> !kept.files().isEmpty())
        .toList();
  }

  private boolean isHere(Path path) {
    return path.startsWith(temporary);
  }

  private static List<Path> found(List<Kept> found) {
    return found.stream()
        .flatMap(kept -> kept.files().stream())
        .map(file -> file.path())
        .sorted()
        .toList();
  }

  private Path keep(String name, int days) throws IOException {
    Path file = caches.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "kept");
    age(file, days);
    return file;
  }

  private Path made(String name, int days) throws IOException {
    Path made = Files.createDirectory(temporary.resolve(name));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
    age(made, days);
    return made;
  }

  private static void age(Path file, int days) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
  }
}
