package io.longshore.acceptance.packaged;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tarball of {@code dev/dist}. */
record Tarball(Path file) {
  static Tarball in(Path output) throws IOException {
    try (var files = Files.newDirectoryStream(output, "*.tar.gz")) {
      return new Tarball(files.iterator().next());
    }
  }

  /** Unpacks what is in its only folder. */
  Path unpackTo(Path folder) throws IOException {
    Files.createDirectory(folder);
    Shell.in(folder).run("tar", "-xzf", file.toString(), "--strip-components=1");
    return folder;
  }

  /** The digest and name of each file that is not the same in {@code other}. */
  List<String> filesNotIn(Tarball other) {
    List<String> others = other.digests();
    return digests().stream().filter(line -> !others.contains(line)).toList();
  }

  private List<String> digests() {
    return Shell.in(file.getParent())
        .run("tar", "-xzOf", file.toString(), "--wildcards", "*/SHA256SUMS")
        .lines()
        .toList();
  }
}
