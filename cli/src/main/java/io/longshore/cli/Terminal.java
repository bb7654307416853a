package io.longshore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What people look at, if they do. */
final class Terminal {
  private Terminal() {}

  /**
   * Whether standard error is a terminal. Java tells it of standard input and output only, which
   * may well lead elsewhere.
   */
  static boolean isError() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
