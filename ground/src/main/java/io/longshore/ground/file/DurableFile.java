package io.longshore.ground.file;

import io.longshore.ground.concurrent.IoWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that a name has the whole file or none, even after a loss of power. */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Writes {@code content} to {@code file} with {@code .new} appended to its name, forces it to
   * disk, then renames it to {@code file} and replaces any earlier file. Only one process may write
   * {@code file} at a time.
   *
   * @param prepared applied to the new file, before it is renamed
   */
  public static void write(Path file, byte[] content, IoWork.OnFile prepared) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    // A link left under this name must not be followed.
    Files.deleteIfExists(aside);
    Files.write(aside, content);
    prepared.run(aside);
    Disk.force(aside);
    publish(aside, file);
  }

  /**
   * Renames {@code aside}, whose content is already on disk, to {@code file}, replaces any earlier
   * file and forces the name to disk. Both paths are in the same folder.
   */
  public static void publish(Path aside, Path file) throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.force(file.toAbsolutePath().getParent());
  }
}
