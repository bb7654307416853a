package io.longshore.benchmark.measure;

import io.longshore.benchmark.process.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where one run of a builder happens.
 *
 * @param layout to build from
 * @param folder begins empty and is removed; what the builder writes is in it
 */
public record Workspace(Path layout, Path folder) {
  /** The file to write. */
  public Path output() {
    return folder.resolve("output/image");
  }

  /** For temporary files: TMPDIR. */
  public Path temporary() {
    return folder.resolve("temporary");
  }

  /** For caches: XDG_CACHE_HOME. */
  public Path cache() {
    return folder.resolve("cache");
  }

  /** Bytes in the caches. */
  long cacheSize() throws IOException {
    try (Stream<Path> found = Files.walk(cache())) {
      long size = 0;
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }

  /** What the builder's programs say. */
  public Path log() {
    return folder.resolve("log");
  }

  /** What every builder finds in its environment, whatever the user has set. */
  public Map<String, String> environment() {
    return Map.of(
        "TMPDIR",
        temporary().toString(),
        "XDG_CACHE_HOME",
        cache().toString(),
        "LONGSHORE_CACHE_SIZE",
        "10GB",
        "APPTAINER_TMPDIR",
        temporary().toString(),
        "APPTAINER_CACHEDIR",
        cache().toString());
  }

  void begin() throws IOException {
    end();
    Files.createDirectories(output().getParent());
    Files.createDirectories(temporary());
    Files.createDirectories(cache());
  }

  void end() throws IOException {
    if (Files.exists(folder)) {
      Program program = Program.in(folder.getParent());
      // Who is not root may not empty the read-only folders of an image.
      program.run(List.of("chmod", "-R", "u+rwX", "--", folder.toString()));
      program.run(List.of("rm", "-rf", "--", folder.toString()));
    }
  }

  /** Waits until what was written and removed so far has reached the disk. */
  void settle() throws IOException {
    Program.in(folder).run(List.of("sync", "-f", folder.toString()));
  }

  /** Reads every file of the layout, so that it is in the page cache. */
  void warm() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var found = Files.walk(layout)) {
      found.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      Files.copy(file, OutputStream.nullOutputStream());
    }
  }
}
