package io.longshore.image.cache;

import io.longshore.ground.ByteSize;
import io.longshore.ground.file.DiskSpace;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The place and the largest size of a user's cache. The place is {@code
 * $XDG_CACHE_HOME/longshore/blocks}, else {@code ~/.cache/longshore/blocks}. The size is {@code
 * $LONGSHORE_CACHE_SIZE}, else the smaller of 10 GB and a twentieth of the file system.
 *
 * @param home the home folder, if it is known
 */
public record CacheSettings(Map<String, String> environment, Optional<Path> home) {
  public static final String SIZE_VARIABLE = "LONGSHORE_CACHE_SIZE";

  private static final long DEFAULT_LIMIT = 10_000_000_000L;
  private static final int LARGEST_PART = 20;

  /** The settings of this process. */
  public static CacheSettings ofProcess() {
    Map<String, String> environment = System.getenv();
    Optional<Path> home =
        Optional.ofNullable(environment.get("HOME"))
            .filter(name -> !name.isEmpty())
            .or(() -> Optional.ofNullable(System.getProperty("user.home")))
            .map(Path::of);
    return new CacheSettings(environment, home);
  }

  /**
   * The cache; empty if no folder for caches is known.
   *
   * @throws IllegalArgumentException if {@code LONGSHORE_CACHE_SIZE} is not a size
   */
  public Optional<BlockCache> cache() {
    Optional<PrivateFolder> folder =
        cacheHome().map(place -> PrivateFolder.below(place, "longshore", "blocks"));
    Optional<Long> asked =
        Optional.ofNullable(environment.get(SIZE_VARIABLE))
            .filter(text -> !text.isBlank())
            .map(CacheSettings::size);
    return folder.map(
        place -> new BlockCache(place, asked.orElseGet(() -> defaultLimit(place.path()))));
  }

  private static long size(String text) {
    try {
      return ByteSize.parse(text).bytes();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(SIZE_VARIABLE + ": " + e.getMessage(), e);
    }
  }

  // The XDG base directory specification says that relative paths are ignored.
  private Optional<Path> cacheHome() {
    return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(() -> home.filter(Path::isAbsolute).map(folder -> folder.resolve(".cache")));
  }

  private static long defaultLimit(Path folder) {
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return Math.min(DEFAULT_LIMIT, DiskSpace.total(existing) / LARGEST_PART);
    } catch (IOException e) {
      return DEFAULT_LIMIT;
    }
  }
}
