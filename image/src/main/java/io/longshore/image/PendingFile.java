package io.longshore.image;

import io.longshore.oci.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file written under a name of its own beside the one it shall get. {@link #close} removes it
 * unless {@link #publish} has been called; a crash leaves at most {@code .NAME.HEX.partial}.
 */
final class PendingFile implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BUFFER_SIZE = 1 << 20;

  private final Path target;
  private final Path pending;
  private final FileChannel channel;
  private boolean published;

  private PendingFile(Path target, Path pending, FileChannel channel) {
    this.target = target;
    this.pending = pending;
    this.channel = channel;
  }

  /** Begins an empty file, executable as far as the umask allows, and the folders above it. */
  static PendingFile beside(Path target) throws IOException {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = "." + target.getFileName() + "." + HexFormat.of().formatHex(random) + ".partial";
    Path absolute = target.toAbsolutePath();
    Path pending = absolute.resolveSibling(name);
    Files.createDirectories(pending.getParent());
    FileChannel channel =
        FileChannel.open(
            pending,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    return new PendingFile(absolute, pending, channel);
  }

  FileChannel channel() {
    return channel;
  }

  /** The digest of what the file holds now. */
  Digest digest() throws IOException {
    MessageDigest messageDigest = Digest.newMessageDigest();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    long position = 0;
    int count = channel.read(buffer, position);
    while (count > 0) {
      position += count;
      messageDigest.update(buffer.flip());
      buffer.clear();
      count = channel.read(buffer, position);
    }
    return Digest.finish(messageDigest);
  }

  /** Gives the file its name, in place of anything that has it, when all of it is on disk. */
  void publish() throws IOException {
    channel.force(true);
    Files.move(
        pending, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    published = true;
    try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!published) {
      Files.deleteIfExists(pending);
    }
  }
}
