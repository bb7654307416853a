package io.longshore.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether standard error is a terminal. */
public final class Terminal {
  private Terminal() {}

  /**
   * Whether standard error is a terminal. Java tells this for standard input and output only, which
   * may be redirected.
   */
  static boolean isError() {
    return !"dumb".equals(System.getenv("TERM")) && is(2);
  }

  public static boolean isOutput() {
    return is(1);
  }

  private static boolean is(int fileDescriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fileDescriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
