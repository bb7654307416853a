package io.longshore.dataset.process;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.ProcessLimit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the failure of a program into a {@link FailureException} with a next step. */
final class ToolFailures {
  private static final int SHOWN_LINES = 5;
  private static final Pattern DUBIOUS_OWNERSHIP =
      Pattern.compile("detected dubious ownership in repository at '([^']+)'");
  private static final Pattern NOT_A_GIT_COMMAND =
      Pattern.compile("git: '([a-z-]+)' is not a git command");

  private ToolFailures() {}

  static FailureException missing(String program, Throwable cause) {
    return new FailureException(
        FailureKind.TOOL,
        program,
        "is not installed, or not in a folder of PATH",
        NextStep.of(
            "install it, on Debian or Ubuntu with: sudo apt-get install {}", packageOf(program)),
        cause);
  }

  static FailureException mayNotBeRun(String program, Throwable cause) {
    return new FailureException(
        FailureKind.PERMISSION,
        program,
        "you may not run this program",
        program.contains("/")
            ? NextStep.of("look at its permissions: ls -ld {}", program)
            : NextStep.of("look at the permissions of each that PATH has: type -a {}", program),
        cause);
  }

  private static String packageOf(String program) {
    return program.startsWith("git-annex-remote-") ? "datalad" : program;
  }

  static FailureException exited(Command command, int exitCode, String errors) {
    Matcher ownership = DUBIOUS_OWNERSHIP.matcher(errors);
    if (ownership.find()) {
      return new FailureException(
          FailureKind.PERMISSION,
          ownership.group(1),
          "belongs to another user, and git refuses to work in it",
          NextStep.of(
              "if you trust it: git config --global --add safe.directory {}", ownership.group(1)));
    }
    Matcher noSuchCommand = NOT_A_GIT_COMMAND.matcher(errors);
    if (noSuchCommand.find()) {
      return missing("git-" + noSuchCommand.group(1), null);
    }
    if (isDiskFull(errors)) {
      return diskFull(command);
    }
    if (ProcessLimit.isSaidBy(errors)) {
      return ProcessLimit.reached(command.shortName(), null);
    }
    return new FailureException(
        FailureKind.TOOL,
        command.shortName(),
        "failed with exit code " + exitCode + said(errors),
        byHand(command));
  }

  private static boolean isDiskFull(String errors) {
    return errors.contains("No space left on device")
        || errors.contains("Disk quota exceeded")
        || errors.contains("not enough free space");
  }

  private static FailureException diskFull(Command command) {
    return new FailureException(
        FailureKind.DISK_FULL,
        command.folder().toString(),
        command.shortName() + " found no space left to write",
        NextStep.of(
            "make room there (see: df -h {}) and run the same command again", command.folder()));
  }

  static FailureException tooSlow(Command command, String errors) {
    return new FailureException(
        FailureKind.TOOL,
        command.shortName(),
        "gave no answer within " + seconds(command) + " and was ended" + said(errors),
        "see whether the file system or network it works on hangs, then run the same command again;"
            + " to allow more time: "
            + Command.TIME_LIMIT_VARIABLE
            + "=3600, before the same command",
        new EndedByLimit("time limit: " + seconds(command)));
  }

  static FailureException tooMuchOutput(Command command) {
    return new FailureException(
        FailureKind.TOOL,
        command.shortName(),
        "printed more than " + command.outputLimit() + " bytes and was ended",
        byHand(command),
        new EndedByLimit("output limit: " + command.outputLimit() + " bytes"));
  }

  static FailureException notOneLine(Command command, String line) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        line,
        "holds a line break, and " + command.shortName() + " reads a name a line",
        "give the file or folder another name");
  }

  static FailureException endedEarly(Command command, String errors) {
    if (isDiskFull(errors)) {
      return diskFull(command);
    }
    if (ProcessLimit.isSaidBy(errors)) {
      return ProcessLimit.reached(command.shortName(), null);
    }
    return new FailureException(
        FailureKind.TOOL,
        command.shortName(),
        "ended instead of giving an answer" + said(errors),
        byHand(command));
  }

  private static NextStep byHand(Command command) {
    return NextStep.of("run it by hand in {} to see more: ", command.folder())
        .then(NextStep.ofCommand(List.of(command.shortName().split(" "))));
  }

  private static String seconds(Command command) {
    double seconds = command.timeLimit().toMillis() / 1000.0;
    return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
  }

  private static String said(String errors) {
    List<String> lines = errors.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    return ": " + String.join(" | ", last);
  }
}
