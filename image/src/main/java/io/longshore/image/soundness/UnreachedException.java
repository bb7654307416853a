package io.longshore.image.soundness;

import java.io.IOException;

/** Something lies so far away in an image that it is not looked at. The message says what. */
final class UnreachedException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreachedException(String message) {
    super(message);
  }
}
