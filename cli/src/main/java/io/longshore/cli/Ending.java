package io.longshore.cli;

import io.longshore.cli.output.Messages;
import io.longshore.cli.session.ExitCode;
import io.longshore.collection.session.StopRequest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.Unforeseen;
import java.io.IOException;

/** Ends a command that failed: prints the failure and chooses the exit code. */
final class Ending {
  private Ending() {}

  /**
   * Prints the reason.
   *
   * @param failure the exception of the command
   * @param command the command as typed, the subject of failures that have no other
   * @return the exit code
   */
  static int of(
      Exception failure, String command, StopRequest stop, Messages messages, boolean verbose) {
    FailureException known =
        stop.explains(failure) ? stopped(command, failure) : known(failure, command);
    int exitCode = ExitCode.of(known.kind());
    messages.end(known, exitCode);
    if (verbose) {
      messages.trace(failure);
    }
    return exitCode;
  }

  private static FailureException known(Exception failure, String command) {
    return failure instanceof IOException outside
        ? OperatingSystemFailures.classify(outside, command)
        : Unforeseen.failure(failure, command);
  }

  private static FailureException stopped(String command, Exception cause) {
    return new FailureException(
        FailureKind.STOPPED,
        command,
        "was stopped, and what was not finished is undone",
        NextStep.of("run the same command again"),
        cause);
  }

  /** Ends a command whose command line cannot be understood. */
  static int ofUsage(String command, String problem, NextStep next, Messages messages) {
    messages.end(new FailureException(FailureKind.USAGE, command, problem, next), ExitCode.USAGE);
    return ExitCode.USAGE;
  }
}
