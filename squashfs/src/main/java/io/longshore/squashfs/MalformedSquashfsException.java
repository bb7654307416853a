package io.longshore.squashfs;

import java.io.IOException;

/** An image breaks a rule of the format: damaged, cut off, or made to mislead. */
public final class MalformedSquashfsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String reason;

  MalformedSquashfsException(long offset, String reason) {
    super("malformed SquashFS image at byte " + offset + ": " + reason);
    this.offset = offset;
    this.reason = reason;
  }

  /** Where in the image the offending structure begins, in bytes from the superblock. */
  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }
}
