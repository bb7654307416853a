package io.longshore.squashfs;

import java.io.IOException;

/** An image has a version or a compressor that the reader does not support. */
public final class UnsupportedSquashfsException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedSquashfsException(String message) {
    super(message);
  }
}
