package io.longshore.benchmark;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second benchmark from using a folder, until the lock is closed or this process ends. */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws FailureException of kind TOOL if another process uses the folder
   */
  static FolderLock of(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new FailureException(
          FailureKind.TOOL,
          folder.toString(),
          "is in use by another benchmark",
          "wait for its end, or name another folder with --folder");
    }
    return new FolderLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
