package io.longshore.ground.file;

import io.longshore.ground.concurrent.IoWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are whole under their name, or absent from it, also after the loss of power. */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Writes {@code content} beside {@code file}, under its name with {@code .new} behind it, and
   * gives it the name in place of any other when all of it is on disk. For the only writer there
   * is.
   *
   * @param prepared is done with the file beside, before the content can be seen
   */
  public static void write(Path file, byte[] content, IoWork.OnFile prepared) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    // Whatever has the name is nothing to write through.
    Files.deleteIfExists(aside);
    Files.write(aside, content);
    prepared.run(aside);
    Disk.force(aside);
    publish(aside, file);
  }

  /**
   * Gives a file that is on disk its name, in place of any other, and makes the name durable. Both
   * lie in one folder.
   */
  public static void publish(Path aside, Path file) throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.force(file.toAbsolutePath().getParent());
  }
}
