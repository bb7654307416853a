package io.longshore.squashfs;

import java.io.IOException;

/** An image uses a version or compressor of SquashFS that is not read here. */
public final class UnsupportedSquashfsException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedSquashfsException(String message) {
    super(message);
  }
}
