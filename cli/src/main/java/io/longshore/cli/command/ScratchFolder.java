package io.longshore.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a file as large as an image can be for a while. */
final class ScratchFolder {
  private ScratchFolder() {}

  /**
   * {@code TMPDIR} where it is set; else the folder of {@code file}, which had room for one like it
   * already, unlike many a /tmp; else, if nothing may be written there, the system's.
   */
  static Path near(Path file, Map<String, String> environment) {
    String chosen = environment.getOrDefault("TMPDIR", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen);
    }
    Path folder = file.toAbsolutePath().getParent();
    return Files.isWritable(folder) ? folder : Path.of(System.getProperty("java.io.tmpdir"));
  }
}
