package io.longshore.squashfs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of blocks in an image, to find one that equals another. A fingerprint only tells which
 * to compare with: equal are runs whose blocks have the same stored bytes, and these are read again
 * from the image.
 *
 * <p>Where two runs differ and have the same fingerprint, which takes intent, the later is not
 * remembered: such data can cost the sharing of equal files, never time.
 */
final class RunIndex {
  private final ImageOutput output;
  private final Map<Long, DataRun> byFingerprint = new HashMap<>();

  RunIndex(ImageOutput output) {
    this.output = output;
  }

  /**
   * An earlier run equal to {@code run}, which has been written; if there is none, remembers it.
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
