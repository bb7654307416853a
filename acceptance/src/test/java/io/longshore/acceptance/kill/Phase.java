package io.longshore.acceptance.kill;

import java.util.Arrays;
import java.util.List;

/** Where a run is killed: while a git command is under way, or somewhat later. */
enum Phase {
  PLANNING("migrate", "*", 12, 60),
  STAGING("migrate", "*annex setkey*", 12, 150),
  PUBLISHING("migrate", "*commit-tree*", 24, 40),
  LAYOUT_REF("migrate", "*/images-oci *update-ref*", 6, 60),
  SUPERDATASET_REF("migrate", "*/containers *update-ref*", 6, 60),
  FILES("migrate", "*update-index*", 12, 20),
  ROLLBACK("rollback", "*", 40, 30),
  ROLLBACK_REFS("rollback", "*update-ref*", 2, 60),
  UPDATE("update", "*commit-tree*", 12, 40),
  UPDATE_REFS("update", "*update-ref*", 4, 60);

  private final String command;
  private final String pattern;
  private final int occurrences;
  private final int milliseconds;

  /**
   * @param command of Longshore
   * @param pattern of the shell, which folder and command line of git fit
   * @param occurrences how many fitting commands may pass before, at most
   * @param milliseconds the longest time to the kill
   */
  Phase(String command, String pattern, int occurrences, int milliseconds) {
    this.command = command;
    this.pattern = pattern;
    this.occurrences = occurrences;
    this.milliseconds = milliseconds;
  }

  /** Those of some commands of Longshore. */
  static List<Phase> of(String... commands) {
    return Arrays.stream(values())
        .filter(phase -> List.of(commands).contains(phase.command))
        .toList();
  }

  String command() {
    return command;
  }

  String pattern() {
    return pattern;
  }

  int occurrences() {
    return occurrences;
  }

  int milliseconds() {
    return milliseconds;
  }
}
