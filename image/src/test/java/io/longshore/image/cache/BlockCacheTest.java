package io.longshore.image.cache;

import static io.longshore.image.cache.Blocks.block;
import static io.longshore.image.cache.Blocks.key;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import io.longshore.ground.file.PrivateFolder;
import io.longshore.squashfs.BlockKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockCacheTest {
  private static final long LIMIT = 80_000;

  @TempDir Path temporary;

  @Test
  void aBlockIsFoundByLaterBuilds() {
    put(0, 3, 1000);
    assertEquals(List.of(0, 1, 2), found(0, 4, 1000));
  }

  @Test
  void aBlockThatDoesNotShrinkIsRemembered() {
    put(7, 8, 0);
    assertEquals(List.of(7), found(7, 8, 0));
  }

  @Test
  void aBlockIsFoundByTheBuildThatPutIt() throws InterruptedException {
    try (BlockCacheSession session = cache().open()) {
      session.put(key(1), block(1, 500));
      Optional<byte[]> block = session.find(key(1));
      for (int i = 0; block.isEmpty() && i < 1000; i++) {
        Thread.sleep(10);
        block = session.find(key(1));
      }
      assertArrayEquals(block(1, 500), block.orElseThrow());
    }
  }

  @Test
  void aKeyThatDiffersInItsLastWordOnlyIsAnotherOne() {
    BlockKey key = key(1);
    BlockKey other =
        new BlockKey(key.first(), key.second(), key.third(), key.fourth() ^ Long.MIN_VALUE);
    try (BlockCacheSession session = cache().open()) {
      session.put(key, block(1, 10));
      session.put(other, block(2, 10));
    }
    try (BlockCacheSession session = cache().open()) {
      assertArrayEquals(block(1, 10), session.find(key).orElseThrow());
      assertArrayEquals(block(2, 10), session.find(other).orElseThrow());
      BlockKey absent = new BlockKey(key.first(), key.second(), key.third(), 0);
      assertTrue(session.find(absent).isEmpty());
    }
  }

  @Test
  void askedAndFoundAreCounted() {
    put(0, 3, 100);
    BlockCache cache = cache();
    try (BlockCacheSession session = cache.open()) {
      for (int i = 0; i < 5; i++) {
        session.find(key(i));
      }
    }
    assertEquals(5, cache.use().blocks());
    assertEquals(3, cache.use().found());
    assertEquals(List.of(), cache.use().problems());
  }

  @Test
  void aBuildThatFindsEverythingWritesNothing() throws IOException {
    put(0, 3, 100);
    List<String> before = names();
    assertEquals(List.of(0, 1, 2), found(0, 3, 100));
    assertEquals(before, names());
  }

  @Test
  void whatIsPutTwiceIsStoredOnce() throws IOException {
    try (BlockCacheSession session = cache().open()) {
      session.put(key(1), block(1, 500));
      session.put(key(1), block(1, 500));
    }
    assertEquals(1, cache().status().blocks());
  }

  @Test
  void onlyTheOwnerMayLookInside() throws IOException {
    put(0, 1, 100);
    assertEquals("rwx------", permissions(folder()));
    assertEquals("rw-------", permissions(onlyPack()));
    assertTrue(
        Files.readString(folder().resolve("CACHEDIR.TAG"))
            .startsWith("Signature: 8a477f597d28d172789f06886806bc55\n"));
  }

  @Test
  void aFolderOthersMayWriteToIsNotUsed() throws IOException {
    put(0, 1, 100);
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwx---"));
    BlockCache cache = cache();
    try (BlockCacheSession session = cache.open()) {
      assertTrue(session.find(key(0)).isEmpty());
      session.put(key(1), block(1, 100));
    }
    assertEquals("may be written by others", cache.use().refused().orElseThrow().problem());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
    assertEquals(1, packs().size());
  }

  @Test
  void aFolderOfAnotherUserIsNotUsed() throws IOException {
    put(0, 1, 100);
    Files.setAttribute(folder(), "unix:uid", 65534);
    BlockCache cache = cache();
    try (BlockCacheSession session = cache.open()) {
      assertTrue(session.find(key(0)).isEmpty());
      session.put(key(1), block(1, 100));
    }
    FailureException refused = cache.use().refused().orElseThrow();
    assertTrue(refused.problem().startsWith("belongs to another user"), refused::problem);
    Files.setAttribute(folder(), "unix:uid", 0);
    assertEquals(1, packs().size());
  }

  @Test
  void packsThatWereNotOfUseForTheLongestTimeGoFirst() throws IOException {
    for (int i = 0; i < 4; i++) {
      put(10 * i, 10 * i + 1, 15_000);
      setAge(newestPack(), Duration.ofDays(9 - i));
    }
    assertEquals(List.of(0), found(0, 1, 15_000), "and so the first is not the oldest any more");
    put(40, 43, 9_000);
    assertEquals(List.of(0), found(0, 1, 15_000));
    assertEquals(List.of(), found(10, 11, 15_000));
    assertEquals(List.of(30), found(30, 31, 15_000));
    assertEquals(List.of(40, 41, 42), found(40, 43, 9_000));
    assertTrue(cache().status().size() <= LIMIT);
  }

  @Test
  void aPackOfWhichLittleIsUsedAgesAllTheSame() throws IOException {
    put(0, 90, 100);
    Path pack = onlyPack();
    setAge(pack, Duration.ofDays(5));
    FileTime old = Files.getLastModifiedTime(pack);
    assertEquals(List.of(3), found(3, 4, 100));
    assertEquals(old, Files.getLastModifiedTime(pack));
    assertEquals(10, found(3, 13, 100).size());
    assertTrue(Files.getLastModifiedTime(pack).compareTo(old) > 0);
  }

  @Test
  void oneBuildAloneDoesNotExceedTheLimitByMoreThanAPack() throws IOException {
    put(0, 100, 5000);
    assertTrue(cache().status().size() <= LIMIT);
    assertTrue(found(0, 100, 5000).contains(99));
  }

  @Test
  void manySmallPacksBecomeOne() throws IOException {
    for (int i = 0; i < 70; i++) {
      put(i, i + 1, 20);
    }
    List<Path> packs = packs();
    assertTrue(packs.size() < 20, packs::toString);
    assertEquals(70, found(0, 70, 20).size());
  }

  @Test
  void whatAKilledBuildLeftBehindIsDeletedAfterAnHour() throws IOException {
    put(0, 1, 100);
    Path active = Files.createFile(folder().resolve("0".repeat(32) + ".writing"));
    Path abandoned = Files.createFile(folder().resolve("1".repeat(32) + ".writing"));
    Path ahead = Files.createFile(folder().resolve("2".repeat(32) + ".writing"));
    Path slightlyAhead = Files.createFile(folder().resolve("3".repeat(32) + ".writing"));
    setAge(active, Duration.ofMinutes(50));
    setAge(abandoned, Duration.ofMinutes(70));
    setAge(ahead, Duration.ofDays(-300));
    setAge(slightlyAhead, Duration.ofMinutes(-10));
    cache().prune(CacheLimits.ofSize(Long.MAX_VALUE));
    assertTrue(Files.exists(active));
    assertTrue(Files.notExists(abandoned));
    assertTrue(Files.notExists(ahead), "a clock was wrong when the build was killed");
    assertTrue(Files.exists(slightlyAhead), "the clocks of servers differ");
  }

  @Test
  void pruneKeepsWhatIsAskedAndSaysWhatItFreed() throws IOException {
    put(0, 1, 10_000);
    setAge(onlyPack(), Duration.ofHours(1));
    put(1, 2, 10_000);
    long before = cache().status().size();
    Pruned pruned = cache().prune(CacheLimits.ofSize(before - 1));
    assertEquals(before / 2, KeptFiles.size(pruned.files()));
    assertEquals(List.of(1), found(0, 2, 10_000));
  }

  @Test
  void pruneForgetsWhatIsTooOldWhateverItsSize() throws IOException {
    put(0, 1, 100);
    setAge(onlyPack(), Duration.ofDays(31));
    put(1, 2, 100);
    setAge(newestPack(), Duration.ofDays(29));
    CacheLimits month = new CacheLimits(Long.MAX_VALUE, Optional.of(Duration.ofDays(30)));
    Pruned foretold = cache().surplus(month);
    assertEquals(2, packs().size(), "foretelling deletes nothing");
    assertEquals(foretold, cache().prune(month));
    assertEquals(1, foretold.files().size());
    assertEquals(List.of(1), found(0, 2, 100));
  }

  @Test
  void ageAndSizeHoldTogether() throws IOException {
    for (int i = 0; i < 4; i++) {
      put(i, i + 1, 10_000);
      setAge(newestPack(), Duration.ofDays(40 - 5 * i));
    }
    long one = cache().status().size() / 4;
    Pruned pruned = cache().prune(new CacheLimits(2 * one, Optional.of(Duration.ofDays(37))));
    assertEquals(
        2 * one, KeptFiles.size(pruned.files()), "the first is too old, the second too much");
    assertEquals(List.of(2, 3), found(0, 4, 10_000));
  }

  @Test
  void aBuildForgetsWhatIsOlderThanTheLimit() throws IOException {
    put(0, 1, 100);
    setAge(onlyPack(), Duration.ofDays(2));
    CacheLimits day = new CacheLimits(LIMIT, Optional.of(Duration.ofDays(1)));
    try (BlockCacheSession session = new BlockCache(PrivateFolder.at(folder()), day).open()) {
      session.put(key(1), block(1, 100));
    }
    assertEquals(List.of(1), found(0, 2, 100));
  }

  @Test
  void eachPackIsListedWithWhatItIsGoodFor() throws IOException {
    put(0, 3, 100);
    setAge(onlyPack(), Duration.ofDays(2));
    put(3, 4, 100);
    Files.write(newestPack(), new byte[] {1, 2, 3});
    Files.createFile(folder().resolve("0".repeat(32) + ".writing"));
    List<PackSummary> packs = cache().packs();
    assertEquals(
        List.of(PackSummary.State.WHOLE, PackSummary.State.DAMAGED, PackSummary.State.UNFINISHED),
        packs.stream().map(PackSummary::state).toList());
    assertEquals(List.of(3L, 0L, 0L), packs.stream().map(PackSummary::blocks).toList());
  }

  @Test
  void clearForgetsEverything() throws IOException {
    put(0, 2, 100);
    long before = cache().status().size();
    assertEquals(before, KeptFiles.size(cache().clear()));
    assertEquals(0, cache().status().size());
    assertEquals(List.of(), found(0, 2, 100));
  }

  @Test
  void aBuildGoesOnWhenTheCacheIsClearedUnderIt() throws IOException {
    put(0, 2, 100);
    BlockCache cache = cache();
    try (BlockCacheSession session = cache.open()) {
      session.put(key(5), block(5, 100));
      cache.clear();
      assertArrayEquals(block(0, 100), session.find(key(0)).orElseThrow());
      session.put(key(6), block(6, 100));
    }
    assertEquals(List.of(), found(0, 2, 100));
    put(7, 8, 100);
    assertEquals(List.of(7), found(7, 8, 100));
  }

  @Test
  void thereIsAStatusBeforeThereIsACache() throws IOException {
    CacheStatus status = cache().status();
    assertEquals(0, status.size());
    assertEquals(Optional.empty(), status.oldestUse());
    assertEquals(List.of(), cache().prune(CacheLimits.ofSize(0)).files());
    assertEquals(List.of(), cache().clear());
    assertTrue(Files.notExists(folder()));
  }

  private void put(int from, int to, int length) {
    BlockCache cache = cache();
    try (BlockCacheSession session = cache.open()) {
      for (int i = from; i < to; i++) {
        session.put(key(i), block(i, length));
      }
    }
    assertEquals(List.of(), cache.use().problems());
  }

  private List<Integer> found(int from, int to, int length) {
    List<Integer> found = new ArrayList<>();
    try (BlockCacheSession session = cache().open()) {
      for (int i = from; i < to; i++) {
        Optional<byte[]> block = session.find(key(i));
        if (block.isPresent()) {
          assertArrayEquals(block(i, length), block.get());
          found.add(i);
        }
      }
    }
    return found;
  }

  private BlockCache cache() {
    return new BlockCache(PrivateFolder.at(folder()), CacheLimits.ofSize(LIMIT));
  }

  private Path folder() {
    return temporary.resolve("cache/blocks");
  }

  private List<Path> packs() throws IOException {
    return new CacheFolder(PrivateFolder.at(folder()))
        .packs().stream().map(KeptFile::path).toList();
  }

  private Path onlyPack() throws IOException {
    assertEquals(1, packs().size());
    return packs().getFirst();
  }

  private Path newestPack() throws IOException {
    return packs().getLast();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void setAge(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
