package io.longshore.oci;

import io.longshore.ground.FailureException;
import java.io.IOException;

/**
 * The cause of a {@link FailureException} if a source gave wrong bytes and another source will be
 * asked next. Opening the blob again, from its first byte, may succeed.
 */
public final class SourceChangedException extends IOException {
  public SourceChangedException(String message, Throwable cause) {
    super(message, cause);
  }
}
