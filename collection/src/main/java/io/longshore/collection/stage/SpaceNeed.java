package io.longshore.collection.stage;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Room that work needs on a file system.
 *
 * @param folder on it, and existing
 * @param bytes that will be written
 * @param purpose as {@code layers}
 * @param reserve bytes to be left free there
 */
public record SpaceNeed(Path folder, long bytes, String purpose, long reserve) {
  /** With nothing to be left free. */
  public SpaceNeed(Path folder, long bytes, String purpose) {
    this(folder, bytes, purpose, 0);
  }

  /** {@code 3,400 MB of layers}. */
  public String words() {
    return megabytes(bytes) + " of " + purpose;
  }

  /** Rounded up, so that nothing needs no room. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.ceilDiv(bytes, 1_000_000));
  }
}
