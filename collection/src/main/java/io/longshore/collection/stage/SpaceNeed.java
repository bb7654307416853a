package io.longshore.collection.stage;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The space that work needs on a file system.
 *
 * @param folder an existing folder on the file system
 * @param bytes number of bytes that will be written
 * @param purpose a plural noun, such as {@code layers}
 * @param reserve number of bytes to be left free
 */
public record SpaceNeed(Path folder, long bytes, String purpose, long reserve) {
  /** A need without a reserve. */
  public SpaceNeed(Path folder, long bytes, String purpose) {
    this(folder, bytes, purpose, 0);
  }

  /** {@code 3,400 MB of layers}. */
  public String words() {
    return megabytes(bytes) + " of " + purpose;
  }

  /** The number of megabytes, rounded up, so that even one byte is shown as 1 MB. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.ceilDiv(bytes, 1_000_000));
  }
}
