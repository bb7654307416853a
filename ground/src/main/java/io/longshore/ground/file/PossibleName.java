package io.longshore.ground.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Names of files that are to be made. */
public final class PossibleName {
  private PossibleName() {}

  /**
   * Asks the file system for a file that may be there or not, so that a name it does not take is
   * known before hours of work and not when the file is to get it.
   *
   * @throws IOException if no file can have that name, as one of more than 255 bytes on most file
   *     systems
   */
  public static void require(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // It is going to be made.
    }
  }
}
