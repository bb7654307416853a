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
 * The files of one run of a builder.
 *
 * @param layout the layout to build from
 * @param folder an empty folder for everything that the builder writes; it is deleted afterwards
 */
public record Workspace(Path layout, Path folder) {
  /** The output file. */
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

  /** The size of the caches in bytes. */
  long cacheSize() throws IOException {
    try (Stream<Path> found = Files.walk(cache())) {
      long size = 0;
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }

  /** The file with the output of the builder's programs. */
  public Path log() {
    return folder.resolve("log");
  }

  /** The environment variables of every builder, which override the user's. */
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
      // Users other than root cannot empty the read-only folders of an image.
      program.run(List.of("chmod", "-R", "u+rwX", "--", folder.toString()));
      program.run(List.of("rm", "-rf", "--", folder.toString()));
    }
  }

  /** Waits until all writes and deletions so far are on disk. */
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
