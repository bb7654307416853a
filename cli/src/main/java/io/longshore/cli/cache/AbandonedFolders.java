package io.longshore.cli.cache;

import io.longshore.cli.session.TemporaryPlaces;
import io.longshore.ground.file.Folders;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Folders for native libraries and tiny images that killed runs have left. The places where they
 * lie are everybody's, and a user may have a folder with such a name: a folder counts only if all
 * that is in it is what a run puts there.
 */
final class AbandonedFolders {
  /** No run waits so long before it loads what it has unpacked there. */
  private static final Duration ABANDONED = Duration.ofDays(7);

  /** Java's random number has fewer than ten digits once in ten thousand million folders. */
  private static final String NUMBER = "[0-9]{10,20}";

  /** A folder of a run, and the names that a run gives to what it puts into the folder. */
  private record Kind(Pattern folder, Pattern content) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              Pattern.compile(TemporaryPlaces.PREFIX + NUMBER),
              Pattern.compile("(?:deflate|zstd)[0-9]+\\.tmp|libzstd-jni-[0-9.-]+\\.so")),
          new Kind(
              Pattern.compile(TemporaryPlaces.PREFIX + "warm-up-" + NUMBER),
              Pattern.compile(
                  "image\\.oci|image\\.sif|pulled\\.sif|registries\\.conf|collection")));

  private AbandonedFolders() {}

  static List<KeptFile> find(Map<String, String> environment) {
    Set<Path> places = new LinkedHashSet<>();
    String chosen = environment.getOrDefault("LONGSHORE_TMPDIR", "");
    if (chosen.startsWith("/")) {
      places.add(Path.of(chosen));
    }
    places.addAll(TemporaryPlaces.of(environment));
    return find(places);
  }

  static List<KeptFile> find(Set<Path> places) {
    Instant limit = Instant.now().minus(ABANDONED);
    Set<Path> seen = new LinkedHashSet<>();
    List<KeptFile> found = new ArrayList<>();
    for (Path place : places) {
      try {
        PrivateFolder.requireTrusted(place);
        if (seen.add(place.toRealPath())) {
          addFrom(place, limit, found);
        }
      } catch (IOException | DirectoryIteratorException e) {
        // Not there, or not to be read: then none of ours is in it.
      }
    }
    return found;
  }

  private static void addFrom(Path place, Instant limit, List<KeptFile> found) throws IOException {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(place, TemporaryPlaces.PREFIX + "*")) {
      for (Path folder : folders) {
        try {
          if (isOfRun(folder)) {
            KeptFile.measured(folder)
                .filter(kept -> kept.lastUse().isBefore(limit))
                .ifPresent(found::add);
          }
        } catch (IOException | DirectoryIteratorException e) {
          // Gone meanwhile, or not to be read: the other folders are looked at all the same.
        }
      }
    }
  }

  private static boolean isOfRun(Path folder) throws IOException {
    Optional<Kind> kind = KINDS.stream().filter(one -> matches(one.folder(), folder)).findFirst();
    if (kind.isEmpty() || !PrivateFolder.isOurs(folder)) {
      return false;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path file : content) {
        if (!matches(kind.get().content(), file)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean matches(Pattern names, Path file) {
    return names.matcher(file.getFileName().toString()).matches();
  }

  /**
   * @return those that are gone by this
   */
  static List<KeptFile> delete(List<KeptFile> folders) throws IOException {
    List<KeptFile> deleted = new ArrayList<>();
    for (KeptFile folder : folders) {
      try {
        Folders.delete(folder.path());
        deleted.add(folder);
      } catch (NoSuchFileException e) {
        // Another process deletes the same folder.
      }
    }
    return deleted;
  }
}
