package io.longshore.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Chooses a folder for a temporary file as large as an image. */
final class ScratchFolder {
  private ScratchFolder() {}

  /**
   * {@code TMPDIR} if it is set; else the folder of {@code file}, which had space for a file of
   * this size, unlike many a /tmp; else, if that folder is not writable, the temporary folder of
   * the system.
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
