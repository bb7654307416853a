package io.longshore.image.cache;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * @param limit in bytes
 * @param size in bytes, with what is being written
 * @param oldestUse when the pack that will be forgotten first was last of use
 */
public record CacheStatus(
    Path folder,
    long limit,
    long size,
    int packs,
    long blocks,
    Optional<Instant> oldestUse,
    Optional<Instant> latestUse) {}
