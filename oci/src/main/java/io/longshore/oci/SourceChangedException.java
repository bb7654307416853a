package io.longshore.oci;

import io.longshore.ground.FailureException;
import java.io.IOException;

/**
 * The cause of a {@link FailureException} where a source gave wrong bytes and another will be asked
 * next: whoever opens the blob again, from its first byte, may fare better.
 */
public final class SourceChangedException extends IOException {
  public SourceChangedException(String message, Throwable cause) {
    super(message, cause);
  }
}
