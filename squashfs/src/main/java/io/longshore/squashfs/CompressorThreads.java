package io.longshore.squashfs;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Hashes blocks and compresses those the cache does not have, on a fixed number of threads. No I/O
 * happens there but the cache's.
 */
final class CompressorThreads implements AutoCloseable {
  private final ExecutorService executor;
  private final BlockingQueue<Worker> idleWorkers;
  private final Runnable beforeEachBlock;
  private final CompressedBlockCache cache;
  private final CompressionProfile profile;

  /**
   * @param beforeEachBlock run on the worker's thread; lets tests disturb the timing
   */
  CompressorThreads(SquashfsOptions options, Runnable beforeEachBlock) throws IOException {
    this.beforeEachBlock = beforeEachBlock;
    idleWorkers = new ArrayBlockingQueue<>(options.threads());
    for (int i = 0; i < options.threads(); i++) {
      idleWorkers.add(
          new Worker(BlockCompressor.of(options.compression()), Sha256.newMessageDigest()));
    }
    cache = options.cache();
    profile = new CompressionProfile(options.compression(), options.blockSize());
    executor =
        Executors.newFixedThreadPool(
            options.threads(),
            Thread.ofPlatform().daemon().name("squashfs-compressor-", 0).factory());
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
            return new CompressedBlock(compress(worker, plain, length, digest), digest);
          } finally {
            idleWorkers.add(worker);
          }
        });
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
}
