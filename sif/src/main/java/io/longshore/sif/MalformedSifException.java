package io.longshore.sif;

import java.io.IOException;

/** A file is not a SIF, or breaks a rule of the format. */
public final class MalformedSifException extends IOException {
  private final long offset;
  private final String reason;

  /**
   * @param offset of the field that breaks the rule, in bytes from the start of the file
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

  /**
   * Escapes control characters, which a terminal would obey: the text may quote names of objects.
   */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
