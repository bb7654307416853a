package io.longshore.image.cache;

import io.longshore.squashfs.BlockKey;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes new blocks into packs on its own thread, so that compressors do not wait for the disk and
 * interrupting a compressor does not damage the pack. After the first failure nothing more is
 * written.
 */
final class PackAppender implements AutoCloseable {
  private static final int QUEUED_BLOCKS = 32;
  private static final long LOOK_UP_MILLIS = 100;

  private final Path folder;
  private final long packSize;
  private final Listener listener;

  /** The queue to the writing thread; an empty element marks the end. */
  private final BlockingQueue<Optional<Block>> queue = new ArrayBlockingQueue<>(QUEUED_BLOCKS);

  private final Thread thread;
  private volatile PackWriter current;
  private volatile boolean stopped;

  private record Block(BlockKey key, byte[] compressed) {}

  /** Receives events on the writing thread. */
  interface Listener {
    void published(Path pack) throws IOException;

    void failed(IOException failure);
  }

  /**
   * @param packSize in bytes; a pack is finished once it has at least this size
   */
  PackAppender(Path folder, long packSize, Listener listener) {
    this.folder = folder;
    this.packSize = packSize;
    this.listener = listener;
    thread = Thread.ofPlatform().daemon().name("block-cache-writer").start(this::writeAll);
  }

  /** Finds a block that is written but not yet published. */
  Optional<byte[]> find(BlockKey key) throws IOException {
    PackWriter writer = current;
    try {
      return writer == null ? Optional.empty() : writer.find(key);
    } catch (ClosedChannelException e) {
      // The pack was published meanwhile.
      return Optional.empty();
    }
  }

  /** Queues a block to be written and waits while the queue is full. Drops it after a failure. */
  void put(BlockKey key, byte[] compressed) {
    try {
      enqueue(Optional.of(new Block(key, compressed)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void enqueue(Optional<Block> block) throws InterruptedException {
    boolean taken = false;
    while (!stopped && !taken) {
      taken = queue.offer(block, LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void writeAll() {
    try {
      Optional<Block> block = queue.take();
      while (block.isPresent()) {
        write(block.get());
        block = queue.take();
      }
      publish();
    } catch (IOException e) {
      listener.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped = true;
      discard();
    }
  }

  private void write(Block block) throws IOException {
    if (current == null) {
      current = PackWriter.create(folder);
    }
    current.append(block.key(), block.compressed());
    if (current.length() >= packSize || current.isFull()) {
      publish();
    }
  }

  private void publish() throws IOException {
    PackWriter writer = current;
    if (writer != null) {
      listener.published(writer.publish());
      current = null;
      writer.close();
    }
  }

  private void discard() {
    PackWriter writer = current;
    current = null;
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        listener.failed(e);
      }
    }
  }

  /** Writes the queued blocks and publishes the pack. */
  @Override
  public void close() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        enqueue(Optional.empty());
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
