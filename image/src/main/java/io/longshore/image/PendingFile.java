package io.longshore.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A file written under a name of its own beside the one it shall get. {@link #close} removes it
 * unless {@link #publish} has been called; a crash leaves at most {@code .NAME.HEX.partial}.
 */
final class PendingFile implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path target;
  private final Path pending;
  private final FileChannel channel;
  private final FutureTask<Void> forcing;
  private boolean published;

  private PendingFile(Path target, Path pending, FileChannel channel) {
    this.target = target;
    this.pending = pending;
    this.channel = channel;
    forcing =
        new FutureTask<>(
            () -> {
              channel.force(true);
              return null;
            });
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

  /** Begins to bring what was written to disk. */
  void beginForcing() {
    Thread.ofPlatform().daemon().name("file-to-disk").start(forcing);
  }

  /**
   * Gives the file its name, in place of anything that has it, when all of it is on disk; to be
   * called after {@link #beginForcing}.
   */
  void publish() throws IOException {
    awaitForcing();
    Files.move(
        pending, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    published = true;
    try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private void awaitForcing() throws IOException {
    try {
      forcing.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while writing").initCause(e);
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
