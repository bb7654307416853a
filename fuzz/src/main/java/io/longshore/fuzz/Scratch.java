package io.longshore.fuzz;

import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder in which seeds are made. */
final class Scratch implements AutoCloseable {
  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  static Scratch make() throws IOException {
    return new Scratch(Files.createTempDirectory("longshore-fuzz"));
  }

  Path folder() {
    return folder;
  }

  /**
   * Runs {@code script} in the folder.
   *
   * @throws IOException with the output of the script, if it fails
   */
  void shell(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-euc", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("a seed cannot be made: " + script + output);
    }
  }

  byte[] read(Path name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  @Override
  public void close() throws IOException {
    Folders.delete(folder);
  }
}
