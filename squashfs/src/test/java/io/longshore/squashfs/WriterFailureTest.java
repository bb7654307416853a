package io.longshore.squashfs;

import static io.longshore.squashfs.Images.PLAIN;
import static io.longshore.squashfs.Images.SMALL_BLOCKS;
import static io.longshore.squashfs.Images.content;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures surface with their cause, and stay. */
class WriterFailureTest {
  private static final Directory EMPTY = Directory.builder(PLAIN).build();

  @TempDir Path folder;
  private FileChannel channel;

  @BeforeEach
  void open() throws IOException {
    channel = Images.create(folder.resolve("image"));
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 9999})
  void aStreamShorterThanAnnouncedIsRefused(int length) throws IOException {
    try (SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> writer.write(new ByteArrayInputStream(new byte[length]), 10_000));
      assertEquals(
          "the file data ends after " + length + " bytes instead of the 10000 announced",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 9999})
  void aStreamLongerThanAnnouncedIsRefused(int announced) throws IOException {
    try (SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> writer.write(new ByteArrayInputStream(new byte[10_000]), announced));
      assertEquals(
          "the file data goes on after the " + announced + " bytes announced", e.getMessage());
    }
  }

  @Test
  void aFailureOfTheStreamIsPassedOnAndTheWriterStaysFailed() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    try (SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS)) {
      IOException broken = assertThrows(IOException.class, () -> writer.write(closed, 5));
      assertEquals("Stream closed", broken.getMessage());
      IOException later = assertThrows(IOException.class, () -> writer.finish(EMPTY, 0));
      assertSame(broken, later.getCause());
      assertTrue(later.getMessage().contains("Stream closed"), later.getMessage());
    }
  }

  @Test
  void aFailureInACompressorThreadSurfacesWithItsCause() throws IOException {
    AtomicInteger blocks = new AtomicInteger();
    IllegalStateException bug = new IllegalStateException("no luck");
    Runnable failsAtTheThird =
        () -> {
          if (blocks.incrementAndGet() == 3) {
            throw bug;
          }
        };
    try (SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS, failsAtTheThird)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> {
                content(writer, Images.noise(5 * 4096, 1));
                writer.finish(EMPTY, 0);
              });
      assertSame(bug, e.getCause());
      assertThrows(IOException.class, () -> content(writer, new byte[1]));
    }
  }

  @Test
  void aFailureToWriteSurfaces() throws IOException {
    try (FileChannel full =
            FileChannel.open(Path.of("/dev/full"), java.nio.file.StandardOpenOption.WRITE);
        SquashfsWriter writer = new SquashfsWriter(full, 0, SMALL_BLOCKS)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> {
                content(writer, Images.noise(5 * 4096, 1));
                writer.finish(EMPTY, 0);
              });
      assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
    }
  }

  @Test
  void closingWithoutFinishingEndsTheThreadsAndLeavesTheChannel() throws Exception {
    List<Thread> before = compressorThreads();
    SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS);
    content(writer, Images.noise(100 * 4096, 1));
    assertFalse(compressorThreads().size() == before.size());
    List<Thread> during = compressorThreads();
    writer.close();
    writer.close();
    for (Thread thread : during) {
      // A thread whose work is over is alive for a moment longer.
      thread.join(Duration.ofSeconds(20));
    }
    assertEquals(before, compressorThreads());
    assertTrue(channel.isOpen());
    assertThrows(MalformedSquashfsException.class, () -> SquashfsReader.open(channel, 0));
    assertThrows(IllegalStateException.class, () -> writer.finish(EMPTY, 0));
  }

  @Test
  void afterFinishingNothingMoreIsTaken() throws IOException {
    try (SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS)) {
      writer.finish(EMPTY, 0);
      assertThrows(IllegalStateException.class, () -> content(writer, new byte[1]));
      assertThrows(IllegalStateException.class, () -> writer.finish(EMPTY, 0));
    }
  }

  @Test
  void anInterruptedThreadIsTold() throws IOException {
    Runnable slow = () -> java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000L);
    try (SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS, slow)) {
      Thread.currentThread().interrupt();
      assertThrows(
          java.io.InterruptedIOException.class, () -> content(writer, Images.noise(100 * 4096, 1)));
      assertTrue(Thread.interrupted());
    }
  }

  private static List<Thread> compressorThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("squashfs-compressor-"))
        .toList();
  }
}
