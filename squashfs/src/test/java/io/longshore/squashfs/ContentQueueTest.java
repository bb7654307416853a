package io.longshore.squashfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContentQueueTest {
  private static final int BLOCK = 4096;
  private static final byte[] CONTENT = new byte[8 * BLOCK];

  static {
    // What does not shrink stays as large while it waits as it was.
    new Random(1).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private FileChannel channel;
  private SquashfsWriter writer;
  private ContentQueue<String> queue;
  private FutureTask<Void> put;
  private Thread putting;

  @BeforeEach
  void putMoreThanThereIsRoomFor() throws IOException, InterruptedException {
    channel = Images.create(folder.resolve("image"));
    writer = new SquashfsWriter(channel, 0, new SquashfsOptions(new Compression.Gzip(), BLOCK, 2));
    queue = writer.newQueue(CONTENT.length / 2);
    put =
        new FutureTask<>(
            () -> {
              queue.put("file", new ByteArrayInputStream(CONTENT), CONTENT.length);
              queue.finish();
              return null;
            });
    putting = Thread.ofPlatform().start(put);
    while (putting.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  @AfterEach
  void close() throws IOException {
    queue.close();
    writer.close();
    channel.close();
  }

  @Test
  void whoPutsGoesOnWhereSomethingIsTaken() throws Exception {
    takeTheFile();
    put.get();
  }

  @Test
  void whoPutsGoesOnWhereThereIsMoreRoom() throws Exception {
    queue.setCapacity(2L * CONTENT.length);
    put.get();
    takeTheFile();
  }

  @Test
  void whoPutsIsToldWhenNobodyTakesAnyMore() {
    queue.close();
    ExecutionException failure = assertThrows(ExecutionException.class, put::get);
    assertInstanceOf(CancellationException.class, failure.getCause());
  }

  private void takeTheFile() throws IOException {
    assertEquals(Optional.of("file"), queue.next());
    writer.take(queue);
    assertEquals(Optional.empty(), queue.next());
  }
}
