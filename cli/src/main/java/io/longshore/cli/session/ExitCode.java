package io.longshore.cli.session;

/** What the program's end tells a script. */
public final class ExitCode {
  public static final int DONE = 0;

  /** At least one image failed, or a check found something. */
  public static final int WORK_FAILED = 1;

  /** Wrong usage, or an environment in which no work could begin. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
