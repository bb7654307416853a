package io.longshore.image.cache;

import java.nio.file.Path;
import java.time.Instant;

/**
 * @param size in bytes
 * @param lastUse when it was last written, or of use
 */
record CacheFile(Path path, long size, Instant lastUse) {}
