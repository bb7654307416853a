package io.longshore.image.cache;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a cache was good for.
 *
 * @param blocks asked for
 * @param found of those, in the cache
 * @param problems why the cache could not be used, or not fully
 */
public record CacheUse(long blocks, long found, List<String> problems) {
  static final CacheUse NONE = new CacheUse(0, 0, List.of());

  public CacheUse {
    problems = problems.stream().distinct().toList();
  }

  CacheUse plus(CacheUse other) {
    return new CacheUse(
        blocks + other.blocks,
        found + other.found,
        Stream.concat(problems.stream(), other.problems.stream()).toList());
  }
}
