package io.longshore.image.cache;

import io.longshore.ground.file.KeptFile;

/**
 * A pack as it lies on disk.
 *
 * @param blocks 0 where its index cannot be read
 */
public record PackSummary(KeptFile file, long blocks, State state) {
  /** What it is good for. */
  public enum State {
    WHOLE,
    /** A build writes it, or died writing it. */
    UNFINISHED,
    /** Its end or its index is not what was written. */
    DAMAGED
  }
}
