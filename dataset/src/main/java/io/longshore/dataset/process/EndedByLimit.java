package io.longshore.dataset.process;

import java.io.IOException;

/**
 * The cause of a failure of a program that was ended because it took too long or printed too much.
 */
public final class EndedByLimit extends IOException {
  private static final long serialVersionUID = 1L;

  EndedByLimit(String message) {
    super(message);
  }
}
