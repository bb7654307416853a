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
 * A file for the time it is open. It has no name from the start, so that even a process that is
 * killed leaves nothing behind.
 */
final class ScratchFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  private ScratchFile() {}

  static FileChannel open(Path folder) throws IOException {
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
