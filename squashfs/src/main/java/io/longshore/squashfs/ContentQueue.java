package io.longshore.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * File data on their way into an image, cut into blocks that are compressed while they wait. One
 * thread puts files in; the thread of the {@link SquashfsWriter} takes them out in the same order,
 * or passes them over. With several queues, data can be prepared from several sources at once and
 * still enter the image in one order.
 *
 * <p>The memory for waiting data is bounded: when the queue is full, the putting thread waits.
 *
 * @param <T> the label of a file, passed from the putting to the taking thread
 */
public final class ContentQueue<T> implements AutoCloseable {
  /** Handing over items one by one would wake the other thread for each. */
  private static final int BATCH_ITEMS = 64;

  private static final int BATCH_BYTES = 1 << 20;

  /** The approximate memory that an item takes besides its data, in bytes. */
  private static final int OVERHEAD = 100;

  private final BlockCutter cutter;
  private final int blockSize;

  // Used by the putting thread only.
  private List<Item> batch = new ArrayList<>();
  private int batchBytes;

  // Used by both threads.
  private final Object lock = new Object();
  private final Deque<List<Item>> published = new ArrayDeque<>();
  private long capacity;
  private long held;
  private boolean closed;

  // Used by the taking thread only.
  private final Deque<Item> received = new ArrayDeque<>();
  private Optional<QueuedFile> current = Optional.empty();
  private boolean ended;

  ContentQueue(BlockCutter cutter, int blockSize, long capacity) {
    this.cutter = cutter;
    this.blockSize = blockSize;
    this.capacity = capacity;
  }

  /**
   * Reads {@code data} to its end.
   *
   * @param size how many bytes {@code data} has
   * @throws IOException if {@code data} has fewer or more bytes, or reading fails; the taking
   *     thread gets the same exception
   * @throws CancellationException if the taking thread has closed the queue
   */
  public void put(T label, InputStream data, long size) throws IOException {
    try {
      BlockCutter.CutFile file = cutter.file(data, size);
      add(new Item.Start<>(label, size));
      for (long i = size / blockSize; i > 0; i--) {
        // Waits for room before it takes a buffer and reads.
        reserve(blockSize);
        Item.Block item = new Item.Block(this, blockSize);
        item.result = file.nextBlock(item::shrinkTo);
        if (item.result.isEmpty()) {
          item.shrinkTo(0);
        }
        addReserved(item);
      }
      int tailLength = (int) (size % blockSize);
      add(new Item.Tail(Arrays.copyOf(file.tail(), tailLength)));
    } catch (IOException | RuntimeException e) {
      fail(e);
      throw e;
    }
  }

  /** Says that no file follows. */
  public void finish() throws IOException {
    add(new Item.End());
    publish();
  }

  /** Says that no file follows because of {@code failure}, which the taking thread throws. */
  public void fail(Throwable failure) {
    batch.add(new Item.Failure(failure));
    publish();
  }

  private void add(Item item) throws IOException {
    reserve(item.bytes());
    addReserved(item);
  }

  private void addReserved(Item item) {
    batch.add(item);
    batchBytes += item.bytes();
    if (batch.size() >= BATCH_ITEMS || batchBytes >= BATCH_BYTES) {
      publish();
    }
  }

  private void publish() {
    synchronized (lock) {
      published.add(batch);
      lock.notifyAll();
    }
    batch = new ArrayList<>();
    batchBytes = 0;
  }

  private void reserve(int bytes) throws IOException {
    synchronized (lock) {
      if (held + bytes + OVERHEAD > capacity && !batch.isEmpty()) {
        publish();
      }
      waitUntil(() -> closed || held == 0 || held + bytes + OVERHEAD <= capacity);
      if (closed) {
        throw new CancellationException("nobody takes from the queue any more");
      }
      held += bytes + OVERHEAD;
    }
  }

  private void release(int bytes) {
    synchronized (lock) {
      held -= bytes;
      lock.notifyAll();
    }
  }

  /** Called with the lock held; {@code condition} changes only while the lock is held. */
  private void waitUntil(BooleanSupplier condition) throws IOException {
    try {
      while (!condition.getAsBoolean()) {
        lock.wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while waiting").initCause(e);
    }
  }

  /**
   * Goes to the next file and skips the current one if it was not taken.
   *
   * @return the label of the next file; empty if there are no more
   * @throws IOException the failure given to {@link #fail}; an unchecked failure is thrown as it is
   */
  public Optional<T> next() throws IOException {
    if (current.isPresent()) {
      current.get().skip();
    }
    if (ended) {
      return Optional.empty();
    }
    return switch (receive()) {
      case Item.Start<?> start -> {
        current = Optional.of(new QueuedFile(start.size()));
        @SuppressWarnings("unchecked") // only put makes these
        T label = (T) start.label();
        yield Optional.of(label);
      }
      case Item.End _ -> {
        ended = true;
        yield Optional.empty();
      }
      default -> throw new IllegalStateException("the file before has not been taken whole");
    };
  }

  /**
   * @throws IllegalStateException if there is no current file
   */
  FileBlocks current() {
    QueuedFile file =
        current.orElseThrow(() -> new IllegalStateException("there is no file to take"));
    current = Optional.empty();
    return file;
  }

  private Item receive() throws IOException {
    if (received.isEmpty()) {
      synchronized (lock) {
        waitUntil(() -> !published.isEmpty());
        while (!published.isEmpty()) {
          received.addAll(published.remove());
        }
      }
    }
    Item item = received.remove();
    switch (item) {
      case Item.Failure(IOException e) -> throw e;
      case Item.Failure(RuntimeException e) -> throw e;
      case Item.Failure(Error e) -> throw e;
      case Item.Failure(Throwable e) -> throw new IOException(e);
      default -> {}
    }
    item.leave();
    release(item.bytes() + OVERHEAD);
    return item;
  }

  /**
   * @param bytes the number of bytes that may wait from now on
   */
  public void setCapacity(long bytes) {
    synchronized (lock) {
      capacity = bytes;
      lock.notifyAll();
    }
  }

  /** Tells the putting thread that nobody takes files any more. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  private final class QueuedFile implements FileBlocks {
    private final long size;
    private long blocksLeft;

    QueuedFile(long size) {
      this.size = size;
      this.blocksLeft = size / blockSize;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public Optional<Future<CompressedBlock>> nextBlock() throws IOException {
      blocksLeft--;
      if (receive() instanceof Item.Block block) {
        return block.result;
      }
      throw misplaced();
    }

    @Override
    public byte[] tail() throws IOException {
      if (receive() instanceof Item.Tail(byte[] content)) {
        return content;
      }
      throw misplaced();
    }

    private IllegalStateException misplaced() {
      return new IllegalStateException("the queue has lost its order");
    }

    void skip() throws IOException {
      current = Optional.empty();
      while (blocksLeft > 0) {
        nextBlock().ifPresent(result -> result.cancel(false));
      }
      tail();
    }
  }

  private sealed interface Item {
    /** The memory for the item's data, in bytes. */
    default int bytes() {
      return 0;
    }

    /** Says that the item has left the queue and no longer counts as waiting. */
    default void leave() {}

    record Start<T>(T label, long size) implements Item {}

    record Tail(byte[] content) implements Item {
      @Override
      public int bytes() {
        return content.length;
      }
    }

    record End() implements Item {}

    record Failure(Throwable failure) implements Item {}

    final class Block implements Item {
      private final ContentQueue<?> queue;
      private Optional<Future<CompressedBlock>> result = Optional.empty();
      private int bytes;
      private boolean left;

      Block(ContentQueue<?> queue, int bytes) {
        this.queue = queue;
        this.bytes = bytes;
      }

      @Override
      public synchronized int bytes() {
        return bytes;
      }

      @Override
      public synchronized void leave() {
        left = true;
      }

      synchronized void shrinkTo(int smaller) {
        if (!left) {
          queue.release(bytes - smaller);
          bytes = smaller;
        }
      }
    }
  }
}
