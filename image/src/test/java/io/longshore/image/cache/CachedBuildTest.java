package io.longshore.image.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.file.PrivateFolder;
import io.longshore.squashfs.BlockKey;
import io.longshore.squashfs.CompressedBlockCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a SIF with a cache are those without. */
class CachedBuildTest {
  private static final int FILES = 120;

  @TempDir Path folder;
  private Digest expected;
  private BlockCache cache;

  @BeforeEach
  void buildWithoutCache() throws IOException {
    expected = ExampleImage.builder(FILES).build(folder.resolve("reference")).digest();
    cache = new BlockCache(PrivateFolder.at(folder.resolve("blocks")), CacheLimits.ofSize(1 << 30));
  }

  @Test
  void coldAndWarmGiveTheSameBytes() throws IOException {
    assertEquals(expected, build());
    long blocks = cache.use().blocks();
    long foundInOneImage = cache.use().found();
    assertTrue(blocks > 300, cache.use()::toString);
    assertEquals(expected, build());
    assertEquals(blocks, cache.use().found() - foundInOneImage);
    assertEquals(List.of(), cache.use().problems());
  }

  @Test
  void anImageWithMoreFilesFindsWhatTheSmallerOnePut() throws IOException {
    build();
    BlockCache second =
        new BlockCache(PrivateFolder.at(folder.resolve("blocks")), CacheLimits.ofSize(1 << 30));
    try (BlockCacheSession session = second.open()) {
      ExampleImage.builder(FILES + 6).withBlockCache(session).build(folder.resolve("x.sif"));
    }
    CacheUse use = second.use();
    assertTrue(use.found() > 0.9 * use.blocks(), use::toString);
    assertTrue(use.found() < use.blocks(), use::toString);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aPoisonedCacheGivesTheSameBytes(long seed) throws IOException {
    build();
    Path pack =
        new CacheFolder(PrivateFolder.at(folder.resolve("blocks"))).packs().getFirst().path();
    byte[] bytes = Files.readAllBytes(pack);
    int index = bytes.length - PackTrailer.LENGTH - 300 * PackIndex.ENTRY_LENGTH;
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      bytes[random.nextInt(index / 2)] ^= (byte) (1 + random.nextInt(255));
    }
    Files.write(pack, bytes);
    long found = cache.use().found();
    long blocks = cache.use().blocks();
    assertEquals(expected, build());
    assertTrue(cache.use().found() > found, "some blocks are whole");
    assertTrue(cache.use().found() - found < cache.use().blocks() - blocks, "some are not");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void threadsAndDelaysDoNotMatter(int threads) throws IOException {
    for (int attempt = 0; attempt < 3; attempt++) {
      try (BlockCacheSession session = cache.open()) {
        Digest digest =
            ExampleImage.builder(FILES)
                .withThreads(threads)
                .withBlockCache(new Delaying(session))
                .build(folder.resolve("x.sif"))
                .digest();
        assertEquals(expected, digest);
      }
    }
  }

  private Digest build() throws IOException {
    try (BlockCacheSession session = cache.open()) {
      return ExampleImage.builder(FILES)
          .withBlockCache(session)
          .build(folder.resolve("x.sif"))
          .digest();
    }
  }

  private record Delaying(CompressedBlockCache cache) implements CompressedBlockCache {
    @Override
    public Optional<byte[]> find(BlockKey key) {
      delay();
      return cache.find(key);
    }

    @Override
    public void put(BlockKey key, byte[] compressed) {
      delay();
      cache.put(key, compressed);
    }

    private static void delay() {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000));
    }
  }
}
