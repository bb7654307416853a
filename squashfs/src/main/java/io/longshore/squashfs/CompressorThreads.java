package io.longshore.squashfs;

import java.security.MessageDigest;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Compresses the blocks that the cache does not have, on a fixed number of threads. The threads do
 * no I/O except through the cache.
 */
final class CompressorThreads implements AutoCloseable {
  /** The urgency of the blocks that the image needs first. */
  static final int MOST_URGENT = 0;

  private final ThreadPoolExecutor executor;
  private final Queue<Worker> idleWorkers = new ConcurrentLinkedQueue<>();
  private final Compression compression;
  private final BlockBuffers buffers;
  private final Runnable beforeEachBlock;
  private final CompressedBlockCache cache;
  private final CompressionProfile profile;
  private final AtomicLong submitted = new AtomicLong();

  /**
   * @param beforeEachBlock run on the worker's thread; lets tests disturb the timing
   */
  @SuppressWarnings("ThreadPriorityCheck") // for speed alone: nothing relies on who runs first
  CompressorThreads(SquashfsOptions options, BlockBuffers buffers, Runnable beforeEachBlock) {
    this.buffers = buffers;
    this.beforeEachBlock = beforeEachBlock;
    compression = options.compression();
    cache = options.cache();
    profile = new CompressionProfile(options.compression(), options.blockSize());
    executor =
        new ThreadPoolExecutor(
            options.threads(),
            options.threads(),
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            // Readers of data have a higher priority: the blocks they queue keep the compressors
            // busy while data arrive that need no compression.
            Thread.ofPlatform()
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .name("squashfs-compressor-", 0)
                .factory());
    // Loading a native library takes as long as opening the first layer; both begin now.
    for (int i = 0; i < options.threads(); i++) {
      executor.execute(this::prepare);
    }
  }

  private void prepare() {
    try {
      idleWorkers.add(newWorker());
    } catch (CompressorUnavailableException e) {
      // The first block fails with the same exception, and its result is waited for.
    }
  }

  private Worker newWorker() throws CompressorUnavailableException {
    return new Worker(BlockCompressor.of(compression), Sha256.newMessageDigest());
  }

  /**
   * @param plain from the buffers; belongs to the compressor threads from now on
   * @param urgency small numbers come first
   * @param onResult called by a compressor thread with the compressed length, if the block shrinks
   */
  Future<CompressedBlock> submit(byte[] plain, int length, int urgency, IntConsumer onResult) {
    Task task =
        new Task(urgency, submitted.getAndIncrement(), () -> compress(plain, length, onResult));
    executor.execute(task);
    return task;
  }

  private CompressedBlock compress(byte[] plain, int length, IntConsumer onResult)
      throws CompressorUnavailableException {
    Worker idle = idleWorkers.poll();
    Worker worker = idle == null ? newWorker() : idle;
    beforeEachBlock.run();
    byte[] compressed =
        cache.equals(CompressedBlockCache.NONE)
            ? worker.compressor().compress(plain, length)
            : cached(worker, plain, length);
    CompressedBlock block =
        compressed.length == 0
            ? CompressedBlock.plain(plain, length)
            : CompressedBlock.compressed(compressed);
    idleWorkers.add(worker);
    if (block.isCompressed()) {
      buffers.giveBack(plain);
      onResult.accept(block.length());
    }
    return block;
  }

  private byte[] cached(Worker worker, byte[] plain, int length) {
    BlockKey key = profile.keyOf(worker.digest(plain, length), worker.messageDigest());
    return cache
        .find(key)
        .filter(found -> found.length < length)
        .orElseGet(
            () -> {
              byte[] made = worker.compressor().compress(plain, length);
              cache.put(key, made);
              return made;
            });
  }

  /** Drops the blocks that no thread has begun, and waits for the threads to end. */
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }

  private record Worker(BlockCompressor compressor, MessageDigest messageDigest) {
    byte[] digest(byte[] bytes, int length) {
      messageDigest.update(bytes, 0, length);
      return messageDigest.digest();
    }
  }

  private static final class Task extends FutureTask<CompressedBlock> implements Comparable<Task> {
    private final int urgency;
    private final long number;

    Task(int urgency, long number, Callable<CompressedBlock> work) {
      super(work);
      this.urgency = urgency;
      this.number = number;
    }

    @Override
    public int compareTo(Task other) {
      return urgency != other.urgency
          ? Integer.compare(urgency, other.urgency)
          : Long.compare(number, other.number);
    }
  }
}
