package io.longshore.image.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.PrivateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes use one cache; some are killed. */
class SharedCacheTest {
  private static final int ROUNDS = 4;

  @TempDir Path temporary;

  @Test
  void buildsAndPrunesAtOnceDoNotDisturbEachOther() throws Exception {
    int[] files = {60, 70, 80};
    long limit = 300_000;
    List<Process> processes = new ArrayList<>();
    for (int number : files) {
      Path sif = temporary.resolve(number + ".sif");
      processes.add(
          CacheProcess.start(CacheProcess.Building.class, folder(), limit, number, sif, ROUNDS));
    }
    BlockCache cache = new BlockCache(PrivateFolder.at(folder()), CacheLimits.ofSize(limit));
    Random random = new Random(1);
    while (processes.stream().anyMatch(Process::isAlive)) {
      cache.prune(CacheLimits.ofSize(random.nextInt((int) limit)));
      cache.status();
      assertEquals(List.of(), cache.verify().dropped(), "a pack is whole when it has its name");
      if (random.nextInt(50) == 0) {
        cache.clear();
      }
      Thread.sleep(random.nextInt(20));
    }
    for (int i = 0; i < files.length; i++) {
      String output = new String(processes.get(i).getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, processes.get(i).waitFor(), output);
      Path reference = temporary.resolve("reference");
      String digest = ExampleImage.builder(files[i]).build(reference).digest().toString();
      assertEquals((digest + "\n").repeat(ROUNDS), output);
      assertEquals(-1, Files.mismatch(reference, temporary.resolve(files[i] + ".sif")));
    }
    assertEquals(List.of(), new CacheFolder(PrivateFolder.at(folder())).unfinished());
    assertTrue(cache.status().size() <= limit);
  }

  @Test
  void aKilledProcessLeavesNothingThatBlocksOrLies() throws Exception {
    long limit = 1_000_000;
    for (int attempt = 0; attempt < 3; attempt++) {
      Process process = CacheProcess.start(CacheProcess.Putting.class, folder(), limit);
      try {
        CacheProcess.await(process, "ready");
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    CacheFolder inside = new CacheFolder(PrivateFolder.at(folder()));
    assertFalse(inside.unfinished().isEmpty(), "the processes were killed while writing");
    assertFalse(inside.packs().isEmpty());

    BlockCache cache = new BlockCache(PrivateFolder.at(folder()), CacheLimits.ofSize(limit));
    int found = 0;
    try (BlockCacheSession session = cache.open()) {
      for (int i = 0; i < 20_000; i++) {
        Optional<byte[]> block = session.find(Blocks.key(i));
        if (block.isPresent()) {
          assertArrayEquals(Blocks.block(i, 100), block.get());
          found++;
        }
      }
      session.put(Blocks.key(-1), Blocks.block(-1, 100));
    }
    assertTrue(found > 0);
    assertEquals(List.of(), cache.use().problems());

    for (KeptFile left : inside.unfinished()) {
      Files.setLastModifiedTime(
          left.path(), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
    cache.prune(CacheLimits.ofSize(limit));
    assertEquals(List.of(), inside.unfinished());
  }

  private Path folder() {
    return temporary.resolve("blocks");
  }
}
