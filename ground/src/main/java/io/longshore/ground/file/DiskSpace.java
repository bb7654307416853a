package io.longshore.ground.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file system that a file or folder is in, asked itself: {@link Files#getFileStore} looks it up
 * in the table of mounts, where a file system is missing that was mounted outside a chroot or a
 * container.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/statvfs.3.html">statvfs(3)</a>
 */
public final class DiskSpace {
  private DiskSpace() {}

  /** Equal for two that are in one file system. */
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

  // Of what is not there, Java says that it has room for 0 bytes.
  private static Path requireExists(Path path) throws NoSuchFileException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return path;
  }
}
