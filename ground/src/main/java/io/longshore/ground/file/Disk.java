package io.longshore.ground.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes written files and names survive a loss of power. */
public final class Disk {
  private Disk() {}

  /**
   * Returns when the content of a file, or the names in a folder, are on the disk as far as the
   * operating system can tell.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/fsync.2.html">fsync(2)</a>
   */
  public static void force(Path fileOrFolder) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Forces the folders above {@code path} to disk, and with them the names that lead to {@code
   * path}.
   *
   * @param folders how many folders, counted from {@code path} upwards
   */
  public static void forceFoldersAbove(Path path, int folders) throws IOException {
    Path folder = path;
    for (int i = 0; i < folders; i++) {
      folder = folder.getParent();
      force(folder);
    }
  }
}
