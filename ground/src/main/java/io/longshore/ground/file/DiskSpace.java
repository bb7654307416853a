package io.longshore.ground.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Asks the file system of a file or folder for its space. {@link Files#getFileStore} is not used:
 * it reads the table of mounts, which lacks file systems mounted outside a chroot or container.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/statvfs.3.html">statvfs(3)</a>
 */
public final class DiskSpace {
  private DiskSpace() {}

  /** A value that is equal for two paths in the same file system. */
  public static Object fileSystem(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev");
  }

  /** Bytes an ordinary user may still write. */
  public static long free(Path path) throws IOException {
    return requireExists(path).toFile().getUsableSpace();
  }

  /** Bytes the file system has in all. */
  public static long total(Path path) throws IOException {
    return requireExists(path).toFile().getTotalSpace();
  }

  // For a path that does not exist, Java reports 0 bytes of space instead of failing.
  private static Path requireExists(Path path) throws NoSuchFileException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return path;
  }
}
