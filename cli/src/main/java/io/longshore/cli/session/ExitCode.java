package io.longshore.cli.session;

import io.longshore.ground.FailureKind;

/** The exit codes of the program; docs/events.md has the table. */
public final class ExitCode {
  public static final int DONE = 0;

  /** At least one image failed, or a check found something. */
  public static final int WORK_FAILED = 1;

  /** Wrong usage, a missing input, or an environment in which no work could begin. */
  public static final int USAGE = 2;

  /** Of update --exit-code: nothing failed, and there are updates. */
  public static final int UPDATES = 3;

  /** 128 plus the number of SIGINT. */
  public static final int INTERRUPTED = 130;

  /** 128 plus the number of SIGPIPE: the reader of standard output has ended. */
  public static final int READER_GONE = 141;

  private ExitCode() {}

  /** The exit code of a command that ended with a failure of this kind. */
  public static int of(FailureKind kind) {
    return switch (kind) {
      case USAGE, MISSING, PERMISSION, NOT_A_DATASET, DATASET, TOOL -> USAGE;
      case STOPPED -> INTERRUPTED;
      case AUTH,
          RATE_LIMIT,
          MOVED,
          GONE,
          NETWORK,
          MALFORMED,
          BROKEN,
          DISK_FULL,
          UNSUPPORTED,
          UNEXPECTED ->
          WORK_FAILED;
    };
  }
}
