package io.longshore.dataset.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Identifies a process, so that it is not confused with a later process of the same number.
 *
 * @param start the time of its start: clock ticks since the start of the machine, which do not
 *     change with the clock, or milliseconds since 1970 on systems without them
 */
public record ProcessIdentity(long pid, String start) {
  private static final int START_TIME_FIELD = 22;

  /**
   * The identity of {@code process}; empty if it has ended or the system does not tell when it
   * started.
   */
  public static Optional<ProcessIdentity> of(ProcessHandle process) {
    return startOf(process).map(start -> new ProcessIdentity(process.pid(), start));
  }

  /** The process, if it still runs. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).equals(Optional.of(start)));
  }

  // proc(5): the second field is the program's name in parentheses, which may contain any
  // character.
  private static Optional<String> startOf(ProcessHandle process) {
    try {
      String status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
      boolean dead = fields[0].equals("Z") || fields[0].equals("X");
      return dead ? Optional.empty() : Optional.of(fields[START_TIME_FIELD - 3]);
    } catch (IOException | IndexOutOfBoundsException e) {
      return process.info().startInstant().map(instant -> Long.toString(instant.toEpochMilli()));
    }
  }
}
