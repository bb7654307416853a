package io.longshore.dataset.git;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Keeps other Longshore processes from changing a repository. The operating system releases the
 * lock when the holder dies. The lock file stays; its text is shown only while the lock is held.
 */
public final class DatasetLock implements AutoCloseable {
  private static final int LONGEST_TEXT = 1024;

  private final FileChannel channel;
  private final FileLock lock;

  private DatasetLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * @throws FailureException of kind DATASET if another process holds the lock; the message names
   *     the process
   */
  public static DatasetLock acquire(GitRepository repository) throws IOException {
    Path file = repository.workFolder().resolve("lock");
    FileChannel channel = open(file, repository);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw held(repository, holder(channel));
      }
      describe(channel);
      return new DatasetLock(channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether another process holds the lock of a repository. */
  public static boolean isHeld(GitRepository repository) throws IOException {
    // A shared lock, since this user may not be allowed to write to the file.
    try (FileChannel channel =
            FileChannel.open(repository.workPlace().resolve("lock"), StandardOpenOption.READ);
        FileLock lock = tryLock(channel, /* shared= */ true)) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      throw notShared(repository.workPlace().resolve("lock"), repository, e);
    }
  }

  private static FileChannel open(Path file, GitRepository repository) throws IOException {
    boolean isNew = !Files.exists(file);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (isNew) {
        repository.sharedMode().applyTo(file);
      }
      return channel;
    } catch (AccessDeniedException e) {
      throw notShared(file, repository, e);
    }
  }

  private static FailureException notShared(
      Path file, GitRepository repository, AccessDeniedException cause) {
    return new FailureException(
        FailureKind.PERMISSION,
        file.toString(),
        "may not be opened by you, so nobody can tell whether another Longshore is at work",
        NextStep.of(
            "have its owner share what Longshore left there: chmod -R g+rwX {}   and for what git"
                + " writes: git -C {} config core.sharedRepository group",
            file.getParent(),
            repository.root()),
        cause);
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    return tryLock(channel, /* shared= */ false);
  }

  private static FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      // The text is before the locked byte, because some systems do not let others read a locked
      // region.
      return channel.tryLock(LONGEST_TEXT, 1, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static FailureException held(GitRepository repository, String holder) {
    return new FailureException(
        FailureKind.DATASET,
        repository.root().toString(),
        "is being changed by another Longshore" + (holder.isEmpty() ? "" : " (" + holder + ")"),
        "wait for it to end, then run the same command again");
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
  }

  private static void describe(FileChannel channel) throws IOException {
    String text =
        "process %d on %s since %s\n"
            .formatted(
                ProcessHandle.current().pid(),
                hostName(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }
}
