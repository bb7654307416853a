package io.longshore.sif;

import java.io.IOException;

/** The file is not a SIF, or breaks a rule of the format. */
public final class MalformedSifException extends IOException {
  private final long offset;
  private final String reason;

  /**
   * @param offset in bytes from the start of the file, of the field that breaks the rule
   */
  public MalformedSifException(long offset, String reason) {
    super("malformed SIF at byte " + offset + ": " + printable(reason));
    this.offset = offset;
    this.reason = printable(reason);
  }

  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }

  /** Names of objects are quoted, and a terminal would obey control characters in them. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
