package io.longshore.squashfs;

import java.io.IOException;

/** A native compression library could not be loaded. The message says why and what to do. */
public final class CompressorUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  CompressorUnavailableException(String library, Throwable cause) {
    super(
        "the native "
            + library
            + " library cannot be loaded: "
            + innermostMessage(cause)
            + ". It is unpacked into the folder java.io.tmpdir names ("
            + System.getProperty("aircompressor.tmpdir", System.getProperty("java.io.tmpdir"))
            + "), which must be writable and not mounted noexec; choose another with"
            + " -Daircompressor.tmpdir=DIR",
        cause);
  }

  private static String innermostMessage(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }
}
