package io.longshore.squashfs;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hashes and compresses blocks on a fixed number of threads. No I/O happens there. */
final class CompressorThreads implements AutoCloseable {
  private final ExecutorService executor;
  private final BlockingQueue<Worker> idleWorkers;
  private final Runnable beforeEachBlock;

  /**
   * @param beforeEachBlock run on the worker's thread; lets tests disturb the timing
   */
  CompressorThreads(Compression compression, int threads, Runnable beforeEachBlock)
      throws IOException {
    this.beforeEachBlock = beforeEachBlock;
    idleWorkers = new ArrayBlockingQueue<>(threads);
    for (int i = 0; i < threads; i++) {
      idleWorkers.add(new Worker(BlockCompressor.of(compression), Sha256.newMessageDigest()));
    }
    executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("squashfs-compressor-", 0).factory());
  }

  /** {@code plain} must stay as it is until the future is done. */
  Future<CompressedBlock> submit(byte[] plain, int length) {
    return executor.submit(
        () -> {
          Worker worker = idleWorkers.take();
          try {
            beforeEachBlock.run();
            worker.messageDigest().update(plain, 0, length);
            byte[] digest = worker.messageDigest().digest();
            return new CompressedBlock(worker.compressor().compress(plain, length), digest);
          } finally {
            idleWorkers.add(worker);
          }
        });
  }

  /** Drops what has not begun and waits for the threads to end. */
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }

  private record Worker(BlockCompressor compressor, MessageDigest messageDigest) {}
}
