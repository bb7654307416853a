package io.longshore.image.cache;

import static io.longshore.image.cache.Blocks.block;
import static io.longshore.image.cache.Blocks.key;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a pack, what comes out of it is what was put in, or nothing. */
class DamagedCacheTest {
  private static final int BLOCKS = 20;
  private static final int DATA = 1900;

  @TempDir Path temporary;

  @Property(tries = 300)
  void flippedBitsAreNoticed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int flips)
      throws IOException {
    withDamage(
        bytes -> {
          Random random = new Random(seed);
          for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          }
          return bytes;
        });
  }

  @Property(tries = 300)
  void anyLengthIsNoticed(@ForAll @IntRange(min = 0, max = 4000) int length) throws IOException {
    withDamage(bytes -> Arrays.copyOf(bytes, length));
  }

  @Property(tries = 300)
  void rubbishIsNoticed(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2883) int from)
      throws IOException {
    withDamage(
        bytes -> {
          byte[] rubbish = new byte[bytes.length - from];
          new Random(seed).nextBytes(rubbish);
          System.arraycopy(rubbish, 0, bytes, from, rubbish.length);
          return bytes;
        });
  }

  @Test
  void withoutDamageAllIsFound() throws IOException {
    assertEquals(BLOCKS, withDamage(bytes -> bytes));
  }

  @Test
  void aFlippedBitInOneBlockHidesThatBlockOnly() throws IOException {
    int found =
        withDamage(
            bytes -> {
              bytes[DATA - 1] ^= 1;
              return bytes;
            });
    assertEquals(BLOCKS - 1, found);
  }

  @Test
  void aFlippedBitInTheIndexHidesThePack() throws IOException {
    int found =
        withDamage(
            bytes -> {
              bytes[DATA] ^= 1;
              return bytes;
            });
    assertEquals(0, found);
  }

  @Property(tries = 100)
  void verifyDropsTheDamagedPackAndNoOther(
      @ForAll @IntRange(min = 0, max = 2883) int at, @ForAll @IntRange(min = 0, max = 7) int bit)
      throws IOException {
    Path folder = Files.createTempDirectory("damaged-cache");
    BlockCache cache = new BlockCache(PrivateFolder.at(folder), CacheLimits.ofSize(Long.MAX_VALUE));
    try {
      fill(cache);
      Path pack = new CacheFolder(PrivateFolder.at(folder)).packs().getFirst().path();
      try (BlockCacheSession session = cache.open()) {
        session.put(key(BLOCKS), block(BLOCKS, 10));
      }
      assertEquals(new CacheCheck(2, BLOCKS + 1, cache.status().size(), List.of()), cache.verify());
      byte[] bytes = Files.readAllBytes(pack);
      bytes[at] ^= (byte) (1 << bit);
      Files.write(pack, bytes);
      CacheCheck check = cache.verify();
      assertEquals(List.of(pack), check.dropped().stream().map(KeptFile::path).toList());
      assertEquals(bytes.length, check.freed());
      assertEquals(1, cache.status().packs());
      assertEquals(List.of(), cache.verify().dropped());
    } finally {
      cache.clear();
      Files.deleteIfExists(folder.resolve("prune.lock"));
      Files.delete(folder);
    }
  }

  @Test
  void whatWasDamagedIsStoredAgain() throws IOException {
    Path folder = temporary.resolve("again");
    BlockCache cache = new BlockCache(PrivateFolder.at(folder), CacheLimits.ofSize(Long.MAX_VALUE));
    fill(cache);
    Path pack = new CacheFolder(PrivateFolder.at(folder)).packs().getFirst().path();
    byte[] bytes = Files.readAllBytes(pack);
    bytes[DATA - 1] ^= 1;
    Files.write(pack, bytes);
    int last = BLOCKS - 1;
    try (BlockCacheSession session = cache.open()) {
      assertTrue(session.find(key(last)).isEmpty());
      session.put(key(last), block(last, last * 10));
    }
    assertEquals(BLOCKS, found(cache));
  }

  private interface Damage {
    byte[] to(byte[] bytes);
  }

  /** How many blocks are found; all of them are right. */
  private static int withDamage(Damage damage) throws IOException {
    Path folder = Files.createTempDirectory("damaged-cache");
    try {
      BlockCache cache =
          new BlockCache(PrivateFolder.at(folder), CacheLimits.ofSize(Long.MAX_VALUE));
      fill(cache);
      Path pack = new CacheFolder(PrivateFolder.at(folder)).packs().getFirst().path();
      Files.write(pack, damage.to(Files.readAllBytes(pack)));
      cache.status();
      return found(cache);
    } finally {
      new BlockCache(PrivateFolder.at(folder), CacheLimits.ofSize(Long.MAX_VALUE)).clear();
      Files.deleteIfExists(folder.resolve("prune.lock"));
      Files.delete(folder);
    }
  }

  /** Block number N has N * 10 bytes: the first has none. */
  private static void fill(BlockCache cache) {
    try (BlockCacheSession session = cache.open()) {
      for (int i = 0; i < BLOCKS; i++) {
        session.put(key(i), block(i, i * 10));
      }
    }
  }

  private static int found(BlockCache cache) {
    int found = 0;
    try (BlockCacheSession session = cache.open()) {
      for (int i = 0; i < BLOCKS; i++) {
        Optional<byte[]> block = session.find(key(i));
        if (block.isPresent()) {
          assertArrayEquals(block(i, i * 10), block.get());
          found++;
        }
      }
    }
    return found;
  }
}
