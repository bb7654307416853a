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
            + ". It is unpacked into a folder that must be writable and not mounted noexec, named by"
            + " the system properties aircompressor.tmpdir (for libdeflate) and ZstdTempFolder (for"
            + " zstd), else by java.io.tmpdir",
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
