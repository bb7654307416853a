package io.longshore.image;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.file.Disk;
import io.longshore.ground.file.PossibleName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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
 * A file written under a temporary name in the folder of its target. {@link #close} removes the
 * file unless {@link #publish} has been called. A crash leaves at most {@code
 * .longshore-HEX.partial}; the length of this name does not depend on the target.
 */
final class PendingFile implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** While the file is written, it is forced to disk whenever at least this many bytes are new. */
  private static final long PORTION = 32L << 20;

  /** How often the number of new bytes is looked at. */
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
    Path pending = target.toAbsolutePath().resolveSibling(name);
    PendingFile file = new PendingFile(target, pending, create(target, pending));
    Thread.ofPlatform().daemon().name("file-to-disk").start(file.forcing);
    return file;
  }

  private static FileChannel create(Path target, Path pending) throws IOException {
    try {
      Files.createDirectories(pending.getParent());
      PossibleName.require(target.toAbsolutePath());
      return FileChannel.open(
          pending,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    } catch (IOException e) {
      throw OperatingSystemFailures.writing(e, target);
    }
  }

  FileChannel channel() {
    return channel;
  }

  // Forces the file to disk while it is written, so that little remains to be forced at its end.
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

  /** Says that the file is complete, so that its rest is forced to disk. */
  void completed() {
    complete.countDown();
  }

  /**
   * Waits until the file is on disk and renames it to the target.
   *
   * @param replacing whether an existing file of that name is replaced
   * @throws FailureException of kind UNSUPPORTED if a file of that name exists and {@code
   *     replacing} is false
   */
  void publish(boolean replacing) throws IOException {
    completed();
    awaitForcing();
    try {
      if (replacing) {
        rename();
      } else {
        giveFreeName();
      }
    } catch (FileAlreadyExistsException e) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          target.toString(),
          "appeared while it was built, and is not replaced",
          "look at it; --force replaces it",
          e);
    } catch (IOException e) {
      throw OperatingSystemFailures.writing(e, target);
    }
    published = true;
    Disk.force(pending.getParent());
  }

  private void rename() throws IOException {
    Files.move(
        pending, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Gives the file the target's name by a hard link, which, unlike {@link #rename}, never replaces
   * a file.
   */
  private void giveFreeName() throws IOException {
    try {
      Files.createLink(target, pending);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Some file systems have no hard links. There, creating an empty file claims the name.
      takeName();
      return;
    }
    Files.delete(pending);
  }

  private void takeName() throws IOException {
    Files.createFile(target);
    try {
      rename();
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw e;
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
