package io.longshore.image.cache;

import java.nio.file.Path;
import java.time.Instant;

/**
 * @param size in bytes
 * @param lastUse when the file was last written or used
 */
record CacheFile(Path path, long size, Instant lastUse) {}
