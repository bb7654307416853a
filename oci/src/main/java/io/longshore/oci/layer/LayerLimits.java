package io.longshore.oci.layer;

import io.longshore.ground.ByteSize;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.util.Map;

/**
 * The limits beyond which an image is refused. A few kilobytes of zstd can unpack to terabytes, and
 * one path can stand for two thousand directories. Each layer has to obey all limits, and so has
 * the sum of all layers of an image.
 *
 * @param uncompressedBytes largest size of the tars, and of all files in them with holes filled
 * @param entries largest number of entries in the tars
 * @param treeBytes largest memory for the merged tree in bytes, counting {@link #NODE_BYTES} for
 *     each file, and in addition its name, link target and extended attributes
 */
public record LayerLimits(long uncompressedBytes, int entries, long treeBytes) {
  /**
   * The approximate memory for a file with a name of usual length until the SIF is built, in bytes.
   */
  public static final int NODE_BYTES = 320;

  /**
   * The variable that sets {@link #uncompressedBytes}: a number of bytes, or a size such as {@code
   * 300G}.
   */
  public static final String UNPACKED_VARIABLE = "LONGSHORE_MAX_UNPACKED";

  /** The variable that sets {@link #entries}. */
  public static final String ENTRIES_VARIABLE = "LONGSHORE_MAX_ENTRIES";

  /** The launcher's variable for the memory of the program. The tree may take a part of it. */
  static final String HEAP_VARIABLE = "LONGSHORE_HEAP";

  /**
   * 64 GiB and twenty million entries, which is more than real images have. The tree may take nine
   * tenths of the memory.
   */
  public static final LayerLimits DEFAULT =
      new LayerLimits(64L << 30, 20_000_000, Runtime.getRuntime().maxMemory() / 10 * 9);

  public LayerLimits {
    if (uncompressedBytes < 0 || entries < 0 || treeBytes < 0) {
      throw new IllegalArgumentException("a negative limit");
    }
  }

  /** Limits with the default for the memory of the tree. */
  public LayerLimits(long uncompressedBytes, int entries) {
    this(uncompressedBytes, entries, DEFAULT.treeBytes);
  }

  /**
   * The defaults, changed by environment variables.
   *
   * @throws FailureException of kind {@link FailureKind#TOOL} if a value is not a size or number
   */
  public static LayerLimits from(Map<String, String> environment) throws FailureException {
    long bytes = size(environment, UNPACKED_VARIABLE, DEFAULT.uncompressedBytes);
    long entries = size(environment, ENTRIES_VARIABLE, DEFAULT.entries);
    return new LayerLimits(bytes, (int) Math.min(Integer.MAX_VALUE, entries), DEFAULT.treeBytes);
  }

  private static long size(Map<String, String> environment, String variable, long otherwise)
      throws FailureException {
    String text = environment.getOrDefault(variable, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return ByteSize.parseBinary(text).bytes();
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.TOOL,
          variable,
          e.getMessage(),
          "set it to a number with or without K, M, G or T behind it, such as 300G",
          e);
    }
  }

  /**
   * @param known the number of bytes found so far; there may be many more
   */
  FailureException tooManyBytes(String subject, long known) {
    long enough = Math.max((uncompressedBytes >> 30) * 4, (known >> 30) * 2 + 1);
    return beyond(
        subject,
        "unpacks to more than " + uncompressedBytes + " bytes",
        UNPACKED_VARIABLE + "=" + enough + "G");
  }

  FailureException tooManyEntries(String subject) {
    return beyond(
        subject, "has more than " + entries + " entries", ENTRIES_VARIABLE + "=" + entries * 4L);
  }

  public FailureException tooMuchMemory(String subject) {
    return beyond(
        subject,
        "holds more files, links and extended attributes than fit into " + treeBytes + " bytes",
        HEAP_VARIABLE + "=" + Math.max(1, (treeBytes >> 30) * 4) + "g");
  }

  private static FailureException beyond(String subject, String problem, String assignment) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        problem,
        NextStep.of(
            "if you trust this image, set a higher limit and run the same command: {}",
            assignment));
  }
}
