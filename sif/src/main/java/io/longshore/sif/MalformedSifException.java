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
    super("malformed SIF at byte " + offset + ": " + reason);
    this.offset = offset;
    this.reason = reason;
  }

  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }
}
