package io.longshore.image.cache;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * @param limit in bytes
 * @param size in bytes, with the packs being written
 * @param oldestUse when the least recently used pack was last used
 */
public record CacheStatus(
    Path folder,
    long limit,
    long size,
    int packs,
    long blocks,
    Optional<Instant> oldestUse,
    Optional<Instant> latestUse) {}
