package io.longshore.dataset.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What the programs that a run starts have in their environment. A file may name any process and
 * say that a run started it; the environment of a process tells only its user, and only what it was
 * started with.
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

  /** Of this run: one word. */
  public static String ours() {
    return OURS;
  }

  /** Whether the run of {@code mark} has started {@code process}, as far as its user may know. */
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
