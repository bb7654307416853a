package io.longshore.oci.layer.inflate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where libraries of the system are: asked for by name, the dynamic linker would also look in the
 * current folder where {@code LD_LIBRARY_PATH} has an empty or relative part.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
record LibraryFolders(List<Path> folders) {
  private static final String VARIABLE = "LD_LIBRARY_PATH";

  /** Names the folder of libraries that a packaged Longshore brings along. */
  private static final String PROPERTY = "longshore.libraries";

  /**
   * Those of the user's choice, what comes along, then those of Debian and of Red Hat, and what is
   * built by hand.
   */
  static LibraryFolders ofProcess() {
    String machine =
        switch (System.getProperty("os.arch")) {
          case "amd64" -> "x86_64";
          case String other -> other;
        };
    return of(
        System.getenv().getOrDefault(VARIABLE, ""), System.getProperty(PROPERTY, ""), machine);
  }

  /**
   * @param along a folder; empty if none comes along
   */
  static LibraryFolders of(String chosen, String along, String machine) {
    return new LibraryFolders(
        Stream.concat(
                Stream.concat(Stream.of(chosen.split("[:;]")), Stream.of(along))
                    .filter(folder -> folder.startsWith("/")),
                Stream.of(
                    "/usr/local/lib/" + machine + "-linux-gnu",
                    "/usr/local/lib64",
                    "/usr/local/lib",
                    "/lib/" + machine + "-linux-gnu",
                    "/usr/lib/" + machine + "-linux-gnu",
                    "/lib64",
                    "/usr/lib64",
                    "/lib",
                    "/usr/lib"))
            .map(Path::of)
            .toList());
  }

  Optional<Path> find(String library) {
    return folders.stream()
        .map(folder -> folder.resolve(library))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
