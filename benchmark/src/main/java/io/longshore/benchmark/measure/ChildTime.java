package io.longshore.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time of the ended child processes of this process and of the children that they
 * have waited for.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ChildTime {
  /** The unit, USER_HZ, is 100 on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER = 13;
  private static final int SYSTEM = 14;

  private ChildTime() {}

  /** User and system time since this process began, in seconds; exact to 0.01. */
  static double seconds() throws IOException {
    return parse(Files.readString(Path.of("/proc/self/stat")));
  }

  static double parse(String stat) {
    // The second field is the name in parentheses, which may contain spaces and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
  }
}
