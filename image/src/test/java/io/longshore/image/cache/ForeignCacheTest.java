package io.longshore.image.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another user of the machine can do where caches lie in a folder for everybody. */
class ForeignCacheTest {
  private static final int FILES = 10;

  @TempDir Path temporary;
  private Path shared;

  @BeforeEach
  void share() throws IOException {
    Path root = temporary.toRealPath();
    permit(root, "rwxr-xr-x");
    shared = Files.createDirectory(root.resolve("shared"));
    permit(shared, "rwxrwxrwx");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private BlockCache cache() {
    return new CacheSettings(
            Map.of("XDG_CACHE_HOME", shared.toString(), CacheSettings.SIZE_VARIABLE, "100"),
            Optional.empty())
        .cache()
        .orElseThrow();
  }

  /** Another user runs a command. Needs root. */
  private static void other(String... command) throws IOException {
    List<String> whole = new ArrayList<>();
    whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    whole.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(whole).inheritIO().start();
      assertEquals(0, process.waitFor(), whole.toString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Digest build(BlockCache cache) throws IOException {
    try (BlockCacheSession session = cache.open()) {
      return ExampleImage.builder(FILES)
          .withBlockCache(session)
          .build(temporary.resolve("x.sif"))
          .digest();
    }
  }

  private void assertNotUsed(BlockCache cache) throws IOException {
    Digest expected = ExampleImage.builder(FILES).build(temporary.resolve("reference")).digest();
    assertEquals(expected, build(cache));
    assertTrue(cache.use().refused().isPresent());
    assertEquals(0, cache.use().found());
    assertThrows(FailureException.class, () -> cache.prune(CacheLimits.ofSize(0)));
    assertThrows(FailureException.class, cache::clear);
    assertThrows(FailureException.class, cache::status);
  }

  @Test
  void aLinkToPacksOfGitDeletesNone() throws IOException {
    Path packs = Files.createDirectory(temporary.resolve("git-packs"));
    Path pack = Files.write(packs.resolve("pack-" + "0".repeat(40) + ".pack"), new byte[500]);
    Path likeOurs = Files.write(packs.resolve("0".repeat(32) + ".pack"), new byte[500]);
    other("mkdir", shared.resolve("longshore").toString());
    other("ln", "-s", packs.toString(), shared.resolve("longshore/blocks").toString());

    assertNotUsed(cache());
    assertTrue(Files.exists(pack));
    assertTrue(Files.exists(likeOurs));
  }

  @Test
  void packsOfAnotherUserAreNotRead() throws IOException {
    other("mkdir", "-p", shared.resolve("longshore/blocks").toString());
    assertNotUsed(cache());
    permit(shared, "rwxr-xr-x");
    assertNotUsed(cache());
    try (var files = Files.list(shared.resolve("longshore/blocks"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aFolderThatOthersCouldExchangeIsNotUsed() throws IOException {
    permit(shared, "rwxr-xr-x");
    BlockCache before = cache();
    build(before);
    assertEquals(Optional.empty(), before.use().refused());
    permit(shared, "rwxrwxrwx");
    assertNotUsed(cache());
  }

  @Test
  void packsPlantedWhileTheFolderWasOpenAreNeitherReadNorDeleted() throws IOException {
    permit(shared, "rwxr-xr-x");
    BlockCache filled =
        new BlockCache(
            PrivateFolder.below(shared, "longshore", "blocks"), CacheLimits.ofSize(1 << 30));
    build(filled);
    Path pack = new CacheFolder(filled.folder().folder()).packs().getFirst().path();
    Files.setAttribute(pack, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);

    BlockCache cache = cache();
    build(cache);
    assertEquals(0, cache.use().found());
    cache.clear();
    assertTrue(Files.exists(pack));
  }

  @Test
  void filesOfOtherNamesStay() throws IOException {
    permit(shared, "rwxr-xr-x");
    BlockCache cache = cache();
    build(cache);
    Path mine = Files.write(cache.status().folder().resolve("mine.pack"), new byte[500]);
    cache.clear();
    cache.prune(CacheLimits.ofSize(0));
    assertTrue(Files.exists(mine));
    assertFalse(cache.use().refused().isPresent());
  }
}
