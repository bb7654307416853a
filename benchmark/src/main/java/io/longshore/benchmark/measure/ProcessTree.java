package io.longshore.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The descendants of a process, as {@code /proc} shows them. A process whose parent has ended stays
 * in the tree if it was seen before.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");

  private final Set<Long> others;
  private final Set<Long> members = new HashSet<>();

  /**
   * @param resident bytes in memory now, of all processes together; a shared page counts for each
   *     process
   * @param largest the largest memory that a single process had so far, in bytes
   */
  record Memory(long resident, long largest) {}

  private ProcessTree(Set<Long> others) {
    this.others = others;
  }

  /** Must be called before the first process of the tree starts. */
  static ProcessTree notYetStarted() throws IOException {
    return new ProcessTree(new HashSet<>(processes()));
  }

  /** Adds the tree of {@code process}, which this process does not wait for. */
  synchronized void add(long process) {
    members.add(process);
  }

  synchronized Memory memory() throws IOException {
    long resident = 0;
    long largest = 0;
    for (long process : processes()) {
      if (others.contains(process)) {
        continue;
      }
      Map<String, Long> status = status(process);
      if (members.contains(status.getOrDefault("PPid", 0L))) {
        members.add(process);
      }
      if (members.contains(process)) {
        resident += status.getOrDefault("VmRSS", 0L) * 1024;
        largest = Math.max(largest, status.getOrDefault("VmHWM", 0L) * 1024);
      }
    }
    return new Memory(resident, largest);
  }

  /** In ascending order, so that parents mostly come before their children. */
  private static List<Long> processes() throws IOException {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .sorted()
          .toList();
    }
  }

  /** The lines whose value is a number; empty if the process has ended. */
  private static Map<String, Long> status(long process) {
    Map<String, Long> status = new HashMap<>();
    try {
      for (String line : Files.readAllLines(PROC.resolve(process + "/status"))) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).strip().split("[ \t]")[0];
        if (!value.isEmpty()
            && value.chars().allMatch(c -> c >= '0' && c <= '9')
            && value.length() < 19) {
          status.put(line.substring(0, colon), Long.valueOf(value));
        }
      }
    } catch (IOException e) {
      return Map.of();
    }
    return status;
  }
}
