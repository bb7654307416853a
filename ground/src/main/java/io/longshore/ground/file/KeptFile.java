package io.longshore.ground.file;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file, or a folder with all that is in it, that can be had again when it is deleted.
 *
 * @param size in bytes
 * @param lastUse when it was last written, or of use
 */
public record KeptFile(Path path, long size, Instant lastUse) {}
