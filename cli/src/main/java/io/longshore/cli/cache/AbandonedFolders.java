package io.longshore.cli.cache;

import io.longshore.cli.session.TemporaryPlaces;
import io.longshore.ground.file.Folders;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folders for native libraries and tiny images that runs which were killed have left. */
final class AbandonedFolders {
  /** No run waits so long before it loads what it has unpacked there. */
  private static final Duration ABANDONED = Duration.ofDays(7);

  private static final Pattern NAMES =
      Pattern.compile(TemporaryPlaces.PREFIX + "(warm-up-)?[0-9]+");

  private AbandonedFolders() {}

  static List<KeptFile> find(Map<String, String> environment) {
    Set<Path> places = new LinkedHashSet<>();
    String chosen = environment.getOrDefault("LONGSHORE_TMPDIR", "");
    if (chosen.startsWith("/")) {
      places.add(Path.of(chosen));
    }
    places.addAll(TemporaryPlaces.of(environment));
    Instant limit = Instant.now().minus(ABANDONED);
    List<KeptFile> found = new ArrayList<>();
    for (Path place : places) {
      try {
        addFrom(place, limit, found);
      } catch (IOException e) {
        // Not there, or not to be read: then none of ours is in it.
      }
    }
    return found;
  }

  private static void addFrom(Path place, Instant limit, List<KeptFile> found) throws IOException {
    PrivateFolder.requireTrusted(place);
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(place, TemporaryPlaces.PREFIX + "*")) {
      for (Path folder : folders) {
        if (NAMES.matcher(folder.getFileName().toString()).matches()
            && PrivateFolder.isOurs(folder)) {
          Instant time = Files.getLastModifiedTime(folder).toInstant();
          if (time.isBefore(limit)) {
            found.add(new KeptFile(folder, size(folder), time));
          }
        }
      }
    }
  }

  private static long size(Path folder) throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  static void delete(List<KeptFile> folders) throws IOException {
    for (KeptFile folder : folders) {
      Folders.delete(folder.path());
    }
  }
}
