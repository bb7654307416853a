package io.longshore.image.compare;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Makes temporary files that exist only while they are open. Such a file never has a name, so that
 * even a killed process leaves nothing behind.
 */
public final class ScratchFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  private ScratchFile() {}

  /**
   * @param folder a folder on the file system that stores the file
   * @return the file, open for reading and writing
   */
  public static FileChannel open(Path folder) throws IOException {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    Path file = folder.resolve(".longshore-" + HexFormat.of().formatHex(random) + ".scratch");
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.delete(file);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return channel;
  }
}
