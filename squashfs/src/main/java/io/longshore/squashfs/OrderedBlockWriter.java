package io.longshore.squashfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Hands blocks to the compressor threads and writes them, and takes every other step that was
 * enqueued between them, in the order of submission.
 *
 * <p>All of that happens on the submitting thread, when it enqueues more: what ends up in the image
 * depends on the order of submission alone, never on which block is done first. The number of
 * blocks on their way, and so the memory for them, is bounded.
 */
final class OrderedBlockWriter {
  private final ImageOutput output;
  private final CompressorThreads compressors;
  private final int blockSize;
  private final int limit;
  private final Deque<Step> pending = new ArrayDeque<>();
  private final Deque<byte[]> freeBuffers = new ArrayDeque<>();

  OrderedBlockWriter(ImageOutput output, CompressorThreads compressors, SquashfsOptions options) {
    this.output = output;
    this.compressors = compressors;
    this.blockSize = options.blockSize();
    this.limit = 2 * options.threads() + 2;
  }

  /** A buffer for one block, to be enqueued or given back. */
  byte[] takeBuffer() {
    byte[] buffer = freeBuffers.poll();
    return buffer == null ? new byte[blockSize] : buffer;
  }

  void giveBack(byte[] buffer) {
    freeBuffers.add(buffer);
  }

  /** Lets the first {@code length} bytes of {@code buffer} be compressed and written. */
  void enqueue(byte[] buffer, int length, StoredBlock listener) throws IOException {
    Future<CompressedBlock> result = compressors.submit(buffer, length);
    append(new BlockStep(buffer, length, result, listener));
  }

  /** Lets {@code action} be run after everything enqueued before. */
  void enqueue(Action action) throws IOException {
    append(new ActionStep(action));
  }

  /** Waits for everything enqueued. */
  void drain() throws IOException {
    while (!pending.isEmpty()) {
      complete(pending.remove());
    }
  }

  private void append(Step step) throws IOException {
    pending.add(step);
    while (!pending.isEmpty() && (pending.size() > limit || pending.peek().isReady())) {
      complete(pending.remove());
    }
  }

  private void complete(Step step) throws IOException {
    switch (step) {
      case ActionStep(Action action) -> action.run();
      case BlockStep block -> write(block);
    }
  }

  private void write(BlockStep step) throws IOException {
    CompressedBlock block = await(step.result());
    long position = output.position();
    int storedSize;
    if (block.compressed().length == 0) {
      output.write(step.plain(), step.length());
      storedSize = step.length() | DataRun.UNCOMPRESSED;
    } else {
      output.write(block.compressed());
      storedSize = block.compressed().length;
    }
    freeBuffers.add(step.plain());
    step.listener().accept(position, storedSize, block.digest());
  }

  private static CompressedBlock await(Future<CompressedBlock> result) throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while compressing").initCause(e);
    } catch (ExecutionException e) {
      throw new IOException("a block could not be compressed: " + e.getCause(), e.getCause());
    }
  }

  interface Action {
    void run() throws IOException;
  }

  /** Told about a block after it was written. */
  interface StoredBlock {
    /**
     * @param storedSize with {@link DataRun#UNCOMPRESSED} where it applies
     * @param digest SHA-256 of the plain block
     */
    void accept(long position, int storedSize, byte[] digest);
  }

  private sealed interface Step {
    boolean isReady();
  }

  private record ActionStep(Action action) implements Step {
    @Override
    public boolean isReady() {
      return true;
    }
  }

  private record BlockStep(
      byte[] plain, int length, Future<CompressedBlock> result, StoredBlock listener)
      implements Step {
    @Override
    public boolean isReady() {
      return result.isDone();
    }
  }
}
