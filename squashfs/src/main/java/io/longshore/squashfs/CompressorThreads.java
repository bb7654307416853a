package io.longshore.squashfs;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Hashes blocks and compresses those the cache does not have, on a fixed number of threads. No I/O
 * happens there but the cache's.
 */
final class CompressorThreads implements AutoCloseable {
  /** For what the image waits for first. */
  static final int MOST_URGENT = 0;

  private final ThreadPoolExecutor executor;
  private final BlockingQueue<Worker> idleWorkers;
  private final BlockBuffers buffers;
  private final Runnable beforeEachBlock;
  private final CompressedBlockCache cache;
  private final CompressionProfile profile;
  private final AtomicLong submitted = new AtomicLong();

  /**
   * @param beforeEachBlock run on the worker's thread; lets tests disturb the timing
   */
  CompressorThreads(SquashfsOptions options, BlockBuffers buffers, Runnable beforeEachBlock)
      throws IOException {
    this.buffers = buffers;
    this.beforeEachBlock = beforeEachBlock;
    cache = options.cache();
    profile = new CompressionProfile(options.compression(), options.blockSize());
    int threads = options.threads();
    idleWorkers = new ArrayBlockingQueue<>(threads);
    for (int i = 0; i < threads; i++) {
      idleWorkers.add(
          new Worker(BlockCompressor.of(options.compression()), Sha256.newMessageDigest()));
    }
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("squashfs-compressor-", 0).factory());
  }

  /**
   * @param plain from the buffers; belongs to the compressor threads from now on
   * @param urgency small numbers come first
   * @param onResult told the length of the result by the worker's thread
   */
  Future<CompressedBlock> submit(byte[] plain, int length, int urgency, IntConsumer onResult) {
    Task task =
        new Task(urgency, submitted.getAndIncrement(), () -> compress(plain, length, onResult));
    executor.execute(task);
    return task;
  }

  private CompressedBlock compress(byte[] plain, int length, IntConsumer onResult)
      throws InterruptedException {
    Worker worker = idleWorkers.take();
    try {
      beforeEachBlock.run();
      worker.messageDigest().update(plain, 0, length);
      byte[] digest = worker.messageDigest().digest();
      byte[] compressed = compress(worker, plain, length, digest);
      if (compressed.length == 0) {
        return new CompressedBlock(plain, length, false, digest);
      }
      buffers.giveBack(plain);
      onResult.accept(compressed.length);
      return new CompressedBlock(compressed, compressed.length, true, digest);
    } finally {
      idleWorkers.add(worker);
    }
  }

  private byte[] compress(Worker worker, byte[] plain, int length, byte[] digest) {
    BlockKey key = profile.keyOf(digest, worker.messageDigest());
    Optional<byte[]> known = cache.find(key);
    if (known.isPresent() && known.get().length < length) {
      return known.get();
    }
    byte[] compressed = worker.compressor().compress(plain, length);
    cache.put(key, compressed);
    return compressed;
  }

  /** Drops what has not begun and waits for the threads to end. */
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }

  private record Worker(BlockCompressor compressor, MessageDigest messageDigest) {}

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
