package io.longshore.ground.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file as it is before it is replaced, under a second name until this is closed. The file can be
 * put back on a full disk too, because that only renames it.
 */
public final class FormerFile implements AutoCloseable {
  private final Path file;
  private final Path kept;

  private FormerFile(Path file, Path kept) {
    this.file = file;
    this.kept = kept;
  }

  /**
   * @param folder for the second name, if it is on the file system of {@code file} and that has
   *     hard links; otherwise a copy lies beside {@code file}
   */
  public static FormerFile keep(Path file, Path folder) throws IOException {
    Path link = FreshName.in(folder);
    try {
      Files.createLink(link, file);
      return new FormerFile(file, link);
    } catch (UnsupportedOperationException | FileSystemException e) {
      return new FormerFile(file, copy(file));
    }
  }

  private static Path copy(Path file) throws IOException {
    Path copy = FreshName.beside(file);
    try {
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      Disk.force(copy);
      return copy;
    } catch (IOException | RuntimeException e) {
      DurableFile.delete(copy, e);
      throw e;
    }
  }

  /** Puts the file back in place of the one that has its name now. */
  public void restore() throws IOException {
    DurableFile.publish(kept, file);
  }

  @Override
  public void close() throws IOException {
    // Renaming to another name of the same file leaves both names.
    Files.deleteIfExists(kept);
  }
}
