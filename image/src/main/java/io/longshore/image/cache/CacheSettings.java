package io.longshore.image.cache;

import io.longshore.ground.Age;
import io.longshore.ground.ByteSize;
import io.longshore.ground.file.CacheHome;
import io.longshore.ground.file.DiskSpace;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The place and the largest size of a user's cache. The place is {@code
 * $XDG_CACHE_HOME/longshore/blocks}, else {@code ~/.cache/longshore/blocks}. The size is {@code
 * $LONGSHORE_CACHE_SIZE}, else the smaller of 10 GB and a twentieth of the file system. Packs that
 * were not used for {@code $LONGSHORE_CACHE_AGE} are deleted, if it is set.
 *
 * @param home the home folder, if it is known
 */
public record CacheSettings(Map<String, String> environment, Optional<Path> home) {
  public static final String SIZE_VARIABLE = "LONGSHORE_CACHE_SIZE";
  public static final String AGE_VARIABLE = "LONGSHORE_CACHE_AGE";

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
   * @throws IllegalArgumentException if a variable is not a size, or not an age
   */
  public Optional<BlockCache> cache() {
    Optional<PrivateFolder> folder =
        CacheHome.of(environment, home)
            .map(place -> PrivateFolder.below(place, "longshore", "blocks"));
    Optional<Long> size = value(SIZE_VARIABLE, text -> ByteSize.parse(text).bytes());
    Optional<Duration> age = value(AGE_VARIABLE, text -> Age.parse(text).time());
    return folder.map(
        place ->
            new BlockCache(
                place, new CacheLimits(size.orElseGet(() -> defaultLimit(place.path())), age)));
  }

  private <T> Optional<T> value(String variable, Function<String, T> parser) {
    Optional<String> text =
        Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    try {
      return text.map(parser);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
    }
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
