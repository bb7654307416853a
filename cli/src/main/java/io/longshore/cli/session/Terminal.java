package io.longshore.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What people look at, if they do. */
public final class Terminal {
  private Terminal() {}

  /**
   * Whether standard error is a terminal. Java tells it of standard input and output only, which
   * may well lead elsewhere.
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
