package io.longshore.image.cache;

import io.longshore.ground.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much builds took from a cache.
 *
 * @param blocks number of blocks asked for
 * @param found number of these blocks in the cache
 * @param problems why the cache could not be used, or not fully
 * @param refused why the cache's folder is not trusted, if so
 * @param begun the cache's folder, if it was made just now
 */
public record CacheUse(
    long blocks,
    long found,
    List<String> problems,
    Optional<FailureException> refused,
    Optional<Path> begun) {
  static final CacheUse NONE = new CacheUse(0, 0, List.of());

  CacheUse(long blocks, long found, List<String> problems) {
    this(blocks, found, problems, Optional.empty(), Optional.empty());
  }

  public CacheUse {
    problems = problems.stream().distinct().toList();
  }

  CacheUse plus(CacheUse other) {
    return new CacheUse(
        blocks + other.blocks,
        found + other.found,
        Stream.concat(problems.stream(), other.problems.stream()).toList(),
        refused.or(other::refused),
        begun.or(other::begun));
  }
}
