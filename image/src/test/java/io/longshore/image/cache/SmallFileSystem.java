package io.longshore.image.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** A file system in memory, mounted for a test. Needs root. */
record SmallFileSystem(Path folder) implements AutoCloseable {
  /**
   * @param size in KiB
   */
  static SmallFileSystem mount(Path folder, int size) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "size=" + size + "k,mode=755", "none", folder.toString());
    return new SmallFileSystem(folder);
  }

  void makeReadOnly() throws IOException {
    run("mount", "-o", "remount,ro", folder.toString());
  }

  @Override
  public void close() throws IOException {
    run("umount", folder.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
