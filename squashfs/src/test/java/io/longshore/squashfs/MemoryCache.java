package io.longshore.squashfs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Takes its time, now and then knows nothing of a block it has, and counts. */
final class MemoryCache implements CompressedBlockCache {
  private static final long LONGEST_DELAY_NANOS = 300_000;
  private static final int ONE_IN_FORGOTTEN = 5;

  private final Map<BlockKey, byte[]> blocks = new ConcurrentHashMap<>();
  private final AtomicInteger found = new AtomicInteger();

  @Override
  public Optional<byte[]> find(BlockKey key) {
    delay();
    boolean forgotten = ThreadLocalRandom.current().nextInt(ONE_IN_FORGOTTEN) == 0;
    Optional<byte[]> block = forgotten ? Optional.empty() : Optional.ofNullable(blocks.get(key));
    if (block.isPresent()) {
      found.incrementAndGet();
    }
    return block;
  }

  @Override
  public void put(BlockKey key, byte[] compressed) {
    delay();
    blocks.put(key, compressed);
  }

  int found() {
    return found.get();
  }

  int size() {
    return blocks.size();
  }

  private static void delay() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_DELAY_NANOS));
  }
}
