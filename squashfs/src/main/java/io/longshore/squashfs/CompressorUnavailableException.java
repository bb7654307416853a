package io.longshore.squashfs;

import java.io.IOException;

/**
 * A native compression library could not be loaded; the message says why.
 *
 * <p>The library is unpacked into a folder that must be writable and not mounted noexec. The system
 * properties {@code aircompressor.tmpdir} (for libdeflate) and {@code ZstdTempFolder} (for zstd)
 * name this folder; its default is {@code java.io.tmpdir}.
 */
public final class CompressorUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  CompressorUnavailableException(String library, Throwable cause) {
    super("the native " + library + " library cannot be loaded: " + innermostMessage(cause), cause);
  }

  private static String innermostMessage(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }
}
