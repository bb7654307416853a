package io.longshore.image.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.file.DiskSpace;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that cannot be written, or not be used at all, is no reason to fail. Needs root. */
class UnusableCacheTest {
  private static final int FILES = 80;
  private static final int DISK_SIZE = 256;

  @TempDir Path temporary;
  private Path disk;
  private SmallFileSystem mounted;
  private Digest expected;

  @BeforeEach
  void mount() throws IOException {
    disk = Files.createDirectory(temporary.resolve("disk"));
    mounted = SmallFileSystem.mount(disk, DISK_SIZE);
    expected = ExampleImage.builder(FILES).build(temporary.resolve("reference")).digest();
  }

  @AfterEach
  void unmount() throws IOException {
    mounted.close();
  }

  @Test
  void aDiskThatBecomesFullEndsTheCachingAndIsGivenBack() throws IOException {
    BlockCache cache = cache();
    assertEquals(expected, build(cache, FILES));
    assertTrue(cache.use().problems().getFirst().contains("No space left"), cache.use()::toString);
    assertEquals(0, cache.status().size());
    assertEquals(expected, build(cache, FILES));
  }

  @Test
  void onADiskThatBecomesFullThePackOfOldestUseIsForgotten() throws IOException {
    BlockCache filled = cache();
    build(filled, 20);
    long kept = filled.status().size();
    assertEquals(1, filled.status().packs());

    BlockCache cache = cache();
    assertEquals(expected, build(cache, FILES));
    assertTrue(cache.use().problems().getFirst().contains("No space left"), cache.use()::toString);
    assertTrue(kept > 0);
    assertEquals(0, cache.status().size());
  }

  @Test
  void aDiskThatIsNearlyFullIsLeftAlone() throws IOException {
    Files.write(disk.resolve("other"), new byte[DISK_SIZE * 1024 - 12_000]);
    BlockCache cache = cache();
    assertEquals(expected, build(cache, FILES));
    assertTrue(
        cache.use().problems().getFirst().contains("less than a twentieth"), cache.use()::toString);
    assertEquals(0, cache.status().size());
  }

  @Test
  void onADiskThatIsNearlyFullPacksAreNotMerged() throws IOException {
    Path larger = Files.createDirectory(temporary.resolve("larger"));
    try (SmallFileSystem _ = SmallFileSystem.mount(larger, 1024)) {
      CacheFolder folder = new CacheFolder(PrivateFolder.at(larger.resolve("blocks")));
      folder.prepare();
      for (int i = 0; i < 70; i++) {
        try (PackWriter writer = PackWriter.create(folder.path())) {
          writer.append(Blocks.key(i), Blocks.block(i, 10));
          writer.publish();
        }
      }
      List<KeptFile> before = folder.packs();
      Files.write(larger.resolve("other"), new byte[(int) DiskSpace.free(larger) - 12_000]);

      IOException failure =
          assertThrows(IOException.class, new Pruning(folder, 1 << 20)::mergeSmallPacks);

      assertTrue(failure.getMessage().contains("less than a twentieth"), failure::toString);
      assertEquals(before, folder.packs());
    }
  }

  @Test
  void aReadOnlyCacheIsRead() throws IOException {
    BlockCache filled = cache();
    build(filled, 20);
    long blocks = filled.use().blocks();
    assertEquals(List.of(), filled.use().problems());
    mounted.makeReadOnly();

    BlockCache cache = cache();
    build(cache, 20);
    assertEquals(new CacheUse(blocks, blocks, List.of()), cache.use());
    assertEquals(expected, build(cache, FILES));
    assertTrue(
        cache.use().problems().getFirst().contains("Read-only file system"), cache.use()::toString);
  }

  @Test
  void whereNoFolderCanBeMadeThereIsNoCache() throws IOException {
    mounted.makeReadOnly();
    BlockCache cache = cache();
    assertEquals(expected, build(cache, FILES));
    assertEquals(0, cache.use().found());
    assertTrue(
        cache.use().problems().getFirst().contains("Read-only file system"), cache.use()::toString);
  }

  @Test
  void aFileInPlaceOfTheFolderIsLeftAlone() throws IOException {
    Files.writeString(disk.resolve("blocks"), "mine");
    BlockCache cache = cache();
    assertEquals(expected, build(cache, FILES));
    assertEquals("mine", Files.readString(disk.resolve("blocks")));
    assertEquals("is no folder", cache.use().refused().orElseThrow().problem());
  }

  private BlockCache cache() {
    return new BlockCache(PrivateFolder.at(disk.resolve("blocks")), CacheLimits.ofSize(1 << 30));
  }

  private Digest build(BlockCache cache, int files) throws IOException {
    try (BlockCacheSession session = cache.open()) {
      return ExampleImage.builder(files)
          .withBlockCache(session)
          .build(temporary.resolve("x.sif"))
          .digest();
    }
  }
}
