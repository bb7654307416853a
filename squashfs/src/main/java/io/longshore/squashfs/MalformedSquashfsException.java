package io.longshore.squashfs;

import java.io.IOException;

/** An image breaks a rule of the format: it is damaged, cut off or malicious. */
public final class MalformedSquashfsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String reason;

  MalformedSquashfsException(long offset, String reason) {
    super("malformed SquashFS image at byte " + offset + ": " + reason);
    this.offset = offset;
    this.reason = reason;
  }

  /** The position of the offending structure, in bytes from the superblock. */
  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }
}
