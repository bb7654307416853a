package io.longshore.squashfs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds an earlier run of blocks that equals a new one. The fingerprint only selects a candidate.
 * Whether the two runs are equal is decided by their stored bytes, which are read again from the
 * image.
 *
 * <p>If two different runs have the same fingerprint, which takes intent, the later run is not
 * remembered. Such data can prevent that equal files share their blocks, but cannot cost time.
 */
final class RunIndex {
  private final ImageOutput output;
  private final Map<Long, DataRun> byFingerprint = new HashMap<>();

  RunIndex(ImageOutput output) {
    this.output = output;
  }

  /**
   * Finds an earlier run that equals {@code run}, or remembers {@code run} if there is none. The
   * blocks of {@code run} have been written.
   */
  Optional<DataRun> findOrAdd(DataRun run) throws IOException {
    DataRun earlier = byFingerprint.putIfAbsent(run.fingerprint(), run);
    return earlier != null && areEqual(earlier, run) ? Optional.of(earlier) : Optional.empty();
  }

  private boolean areEqual(DataRun first, DataRun second) throws IOException {
    return first.hasSizesOf(second)
        && output.holdsTwice(first.start(), second.start(), second.storedLength());
  }

  /** Forgets all runs and gives back the memory. */
  void clear() {
    byFingerprint.clear();
  }
}
