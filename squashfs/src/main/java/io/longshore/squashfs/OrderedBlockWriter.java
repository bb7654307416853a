package io.longshore.squashfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Writes blocks once they are compressed, and runs the actions enqueued between them, in the order
 * of enqueuing.
 *
 * <p>The enqueuing thread does all of this when it enqueues more. So the image depends on the order
 * of enqueuing alone, never on which block is compressed first. The number of waiting blocks, and
 * with it the memory for them, is bounded.
 */
final class OrderedBlockWriter {
  private final ImageOutput output;
  private final BlockBuffers buffers;
  private final int limit;
  private final Deque<Step> pending = new ArrayDeque<>();

  OrderedBlockWriter(ImageOutput output, BlockBuffers buffers, int threads) {
    this.output = output;
    this.buffers = buffers;
    this.limit = 2 * threads + 2;
  }

  /** Enqueues a block to be written. */
  void enqueue(Future<CompressedBlock> block, BlockListener listener) throws IOException {
    append(new BlockStep(block, listener));
  }

  /** Enqueues an action to be run after everything enqueued before it. */
  void enqueue(Action action) throws IOException {
    append(new ActionStep(action));
  }

  /** Waits until everything enqueued is written or run. */
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
    output.write(block.bytes(), block.length());
    if (!block.isCompressed()) {
      buffers.giveBack(block.bytes());
    }
    step.listener().accept(position, block.storedSize(), block.checksum());
  }

  private static CompressedBlock await(Future<CompressedBlock> result) throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while compressing").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError full) {
        throw full;
      }
      if (e.getCause() instanceof CompressorUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IOException("a block could not be compressed: " + e.getCause(), e.getCause());
    }
  }

  interface Action {
    void run() throws IOException;
  }

  /** Called after a block was written. */
  interface BlockListener {
    /**
     * @param storedSize with {@link DataRun#UNCOMPRESSED} set if the block is stored uncompressed
     * @param checksum as in {@link CompressedBlock}
     */
    void accept(long position, int storedSize, int checksum);
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

  private record BlockStep(Future<CompressedBlock> result, BlockListener listener) implements Step {
    @Override
    public boolean isReady() {
      return result.isDone();
    }
  }
}
