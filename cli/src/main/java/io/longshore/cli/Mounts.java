package io.longshore.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The mounted file systems and their options.
 *
 * @param lines of {@code /proc/self/mountinfo}
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">its format</a>
 */
record Mounts(List<String> lines) {
  private static final Path FILE = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  /** The mounts that this process sees; empty on systems that do not tell them. */
  static Mounts ofProcess() {
    try {
      return new Mounts(Files.readAllLines(FILE, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new Mounts(List.of());
    }
  }

  /** Whether the file system that holds {@code folder} is mounted without {@code noexec}. */
  boolean letProgramsRunIn(Path folder) throws IOException {
    Path real = folder.toRealPath();
    int longest = -1;
    boolean allowed = true;
    for (String line : lines) {
      String[] fields = line.split(" ", OPTIONS + 2);
      if (fields.length > OPTIONS) {
        Path mountPoint = Path.of(unescaped(fields[MOUNT_POINT]));
        // A later mount on the same folder hides the earlier one.
        if (real.startsWith(mountPoint) && mountPoint.getNameCount() >= longest) {
          longest = mountPoint.getNameCount();
          allowed = !Arrays.asList(fields[OPTIONS].split(",")).contains("noexec");
        }
      }
    }
    return allowed;
  }

  /** Decodes spaces and backslashes, which are written in octal. */
  private static String unescaped(String mountPoint) {
    return mountPoint
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
