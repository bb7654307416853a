package io.longshore.dataset.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The mark in the environment of the programs that a run starts. A file could claim that a run
 * started any process. The environment of a process cannot be changed after its start, and only its
 * user can read it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html">proc_pid_environ(5)
 *     </a>
 */
public final class RunMark {
  public static final String VARIABLE = "LONGSHORE_RUN";

  private static final String OURS = random();

  private RunMark() {}

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The mark of this run, a single word. */
  public static String ours() {
    return OURS;
  }

  /**
   * Whether the run with {@code mark} has started {@code process}; false if this user cannot read
   * the environment of {@code process}.
   */
  public static boolean isOn(ProcessHandle process, String mark) {
    try {
      String environment =
          new String(
              Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")),
              StandardCharsets.ISO_8859_1);
      return ("\0" + environment).contains("\0" + VARIABLE + "=" + mark + "\0");
    } catch (IOException e) {
      return false;
    }
  }
}
