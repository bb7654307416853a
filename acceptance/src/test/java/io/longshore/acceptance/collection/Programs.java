package io.longshore.acceptance.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A machine on which some programs are not installed. */
public final class Programs {
  private static final List<Path> SYSTEM =
      Stream.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin").map(Path::of).toList();

  private Programs() {}

  /** As {@link #without}, with DataLad and its helpers left out too. */
  public static Path withoutDatalad(Path folder, String... absent) throws IOException {
    return fill(folder, name -> !name.contains("datalad") && !Set.of(absent).contains(name));
  }

  /**
   * Fills a folder with links to the system's programs, to be the whole PATH.
   *
   * @param absent names left out
   */
  public static Path without(Path folder, String... absent) throws IOException {
    return fill(folder, name -> !Set.of(absent).contains(name));
  }

  /** Removes such a folder; JUnit, left to it, warns of each link. */
  public static void remove(Path folder) throws IOException {
    try (Stream<Path> links = Files.list(folder)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
    Files.delete(folder);
  }

  private static Path fill(Path folder, Predicate<String> present) throws IOException {
    Files.createDirectories(folder);
    for (Path place : SYSTEM) {
      try (Stream<Path> programs = Files.list(place)) {
        for (Path program : programs.toList()) {
          Path link = folder.resolve(program.getFileName());
          if (present.test(program.getFileName().toString())
              && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return folder;
  }
}
