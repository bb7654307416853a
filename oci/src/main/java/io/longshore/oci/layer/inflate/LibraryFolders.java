package io.longshore.oci.layer.inflate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders with libraries of the system. Libraries are not loaded by name, because the dynamic
 * linker would also look in the current folder if {@code LD_LIBRARY_PATH} has an empty or relative
 * part.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
record LibraryFolders(List<Path> folders) {
  private static final String VARIABLE = "LD_LIBRARY_PATH";

  /** The property with the folder of libraries that a packaged Longshore contains. */
  private static final String PROPERTY = "longshore.libraries";

  /**
   * The folders in their order: those of the user's choice, the folder of a packaged Longshore,
   * those of Debian and Red Hat, and those for software built by hand.
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
   * @param along the folder of a packaged Longshore; empty if there is none
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
