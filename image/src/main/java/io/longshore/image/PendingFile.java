package io.longshore.image;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.file.PossibleName;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A file written under a name of its own beside the one it shall get. {@link #close} removes it
 * unless {@link #publish} has been called; a crash leaves at most {@code .longshore-HEX.partial},
 * which is as long for every name.
 */
final class PendingFile implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What is written meanwhile goes to disk in portions of at least so many bytes, looked for... */
  private static final long PORTION = 32L << 20;

  /** ...so often. */
  private static final long PAUSE_MILLISECONDS = 100;

  private final Path target;
  private final Path pending;
  private final FileChannel channel;
  private final CountDownLatch complete = new CountDownLatch(1);
  private final FutureTask<Void> forcing = new FutureTask<>(this::force);
  private volatile boolean abandoned;
  private boolean published;

  private PendingFile(Path target, Path pending, FileChannel channel) {
    this.target = target;
    this.pending = pending;
    this.channel = channel;
  }

  /**
   * Begins an empty file, executable as far as the umask allows, and the folders above it.
   *
   * @throws FailureException of kind UNSUPPORTED if a device, a pipe or a folder has the name
   */
  static PendingFile beside(Path target) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          target.toString(),
          "is no regular file, and nothing else is replaced",
          "name another file");
    }
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = ".longshore-" + HexFormat.of().formatHex(random) + ".partial";
    Path absolute = target.toAbsolutePath();
    Path pending = absolute.resolveSibling(name);
    Files.createDirectories(pending.getParent());
    PossibleName.require(absolute);
    FileChannel channel =
        FileChannel.open(
            pending,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    PendingFile file = new PendingFile(absolute, pending, channel);
    Thread.ofPlatform().daemon().name("file-to-disk").start(file.forcing);
    return file;
  }

  FileChannel channel() {
    return channel;
  }

  // While the file is written, so that its end does not wait for all of it.
  private Void force() throws IOException, InterruptedException {
    long forced = 0;
    while (!complete.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
      long size = channel.size();
      if (size - forced >= PORTION) {
        channel.force(false);
        forced = size;
      }
    }
    if (!abandoned) {
      channel.force(true);
    }
    return null;
  }

  /** Nothing more is written: the rest may go to disk. */
  void completed() {
    complete.countDown();
  }

  /** Gives the file its name, in place of anything that has it, when all of it is on disk. */
  void publish() throws IOException {
    completed();
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
    abandoned = !published;
    completed();
    channel.close();
    if (!published) {
      Files.deleteIfExists(pending);
    }
  }
}
