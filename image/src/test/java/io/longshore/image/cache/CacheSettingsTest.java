package io.longshore.image.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
  private static final Optional<Path> HOME = Optional.of(Path.of("/home/user"));

  @Test
  void theFolderIsBelowTheCacheFolderOfTheUser() throws IOException {
    assertEquals("/home/user/.cache/longshore/blocks", folder(Map.of(), HOME));
    assertEquals("/c/longshore/blocks", folder(Map.of("XDG_CACHE_HOME", "/c"), HOME));
    assertEquals("/c/longshore/blocks", folder(Map.of("XDG_CACHE_HOME", "/c"), Optional.empty()));
    assertEquals(
        "/home/user/.cache/longshore/blocks", folder(Map.of("XDG_CACHE_HOME", "rel"), HOME));
    assertEquals("/home/user/.cache/longshore/blocks", folder(Map.of("XDG_CACHE_HOME", ""), HOME));
  }

  @Test
  void withoutAHomeThereIsNoCache() {
    assertEquals(Optional.empty(), new CacheSettings(Map.of(), Optional.empty()).cache());
    assertEquals(Optional.empty(), new CacheSettings(Map.of(), Optional.of(Path.of("?"))).cache());
  }

  @Test
  void theDefaultLimitIsTenGigabytesOrATwentiethOfTheDisk() throws IOException {
    long disk = Files.getFileStore(Path.of("/")).getTotalSpace();
    assertEquals(
        Math.min(10_000_000_000L, disk / 20),
        new CacheSettings(Map.of("XDG_CACHE_HOME", "/nonexistent"), HOME)
            .cache()
            .orElseThrow()
            .status()
            .limit());
  }

  @Test
  void theAgeIsTakenFromTheEnvironment() {
    assertEquals(Optional.of(Duration.ofDays(60)), withAge("60d").limits().age());
    assertEquals(Optional.empty(), withAge("").limits().age());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> withAge("long"));
    assertTrue(
        refused.getMessage().startsWith("LONGSHORE_CACHE_AGE: 'long'"), refused.getMessage());
  }

  private static BlockCache withAge(String age) {
    return new CacheSettings(Map.of("LONGSHORE_CACHE_AGE", age), HOME).cache().orElseThrow();
  }

  @Test
  void theSizeIsTakenFromTheEnvironment() throws IOException {
    assertEquals(5_000_000, withSize("5M").status().limit());
    assertTrue(withSize(" ").status().limit() > 0);
    assertFalse(withSize("0").isUsed());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> withSize("much"));
    assertEquals(
        "LONGSHORE_CACHE_SIZE: 'much' is no size such as 500M or 10G", refused.getMessage());
  }

  private static BlockCache withSize(String size) {
    return new CacheSettings(Map.of(CacheSettings.SIZE_VARIABLE, size), HOME).cache().orElseThrow();
  }

  private static String folder(Map<String, String> environment, Optional<Path> home)
      throws IOException {
    return new CacheSettings(environment, home).cache().orElseThrow().status().folder().toString();
  }
}
