package io.longshore.image.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * What may stay in a cache.
 *
 * @param size in bytes
 * @param age how long a block may be of no use
 */
public record CacheLimits(long size, Optional<Duration> age) {
  public CacheLimits {
    if (size < 0) {
      throw new IllegalArgumentException("a cache cannot have " + size + " bytes");
    }
  }

  public static CacheLimits ofSize(long size) {
    return new CacheLimits(size, Optional.empty());
  }

  CacheLimits withSize(long other) {
    return new CacheLimits(other, age);
  }
}
