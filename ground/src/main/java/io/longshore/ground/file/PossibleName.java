package io.longshore.ground.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Checks that a file can have a name before it is made. */
public final class PossibleName {
  private PossibleName() {}

  /**
   * Looks {@code file} up, whether it exists or not, so that a name which the file system refuses
   * is reported before hours of work and not after them.
   *
   * @throws IOException if no file can have this name; most file systems refuse names of more than
   *     255 bytes
   */
  public static void require(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // The name is possible; the file will be made later.
    }
  }
}
