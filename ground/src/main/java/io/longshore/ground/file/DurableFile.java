package io.longshore.ground.file;

import io.longshore.ground.concurrent.IoWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files so that a name has the whole file or none, even after a loss of power. */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Writes {@code content} to a new file beside {@code file}, forces it to disk, then renames it to
   * {@code file} and replaces any earlier file. After a failure the new file is gone; its name was
   * nobody's before, because {@code file} may lie among files of people.
   *
   * @param prepared applied to the new file, before it is renamed
   */
  public static void write(Path file, byte[] content, IoWork.OnFile prepared) throws IOException {
    Path aside = FreshName.beside(file);
    try {
      Files.write(aside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      prepared.run(aside);
      Disk.force(aside);
      publish(aside, file);
    } catch (IOException | RuntimeException e) {
      delete(aside, e);
      throw e;
    }
  }

  static void delete(Path aside, Exception cause) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Renames {@code aside}, whose content is already on disk, to {@code file}, replaces any earlier
   * file and forces the name to disk. Both paths are on the same file system.
   */
  public static void publish(Path aside, Path file) throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.force(file.toAbsolutePath().getParent());
  }
}
