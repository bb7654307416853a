package io.longshore.cli.session;

import io.longshore.cli.output.Messages;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options every command takes, before or after its name. */
public final class GlobalOptions {
  @Option(
      names = {"-C", "--dataset"},
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "The dataset to work on (default: the one the current folder is in).")
  private Path dataset = Path.of("").toAbsolutePath();

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more; show where an unexpected error arose.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Say only what went wrong.")
  private boolean quiet;

  @Option(
      names = "--no-progress",
      scope = ScopeType.INHERIT,
      description =
          "Do not show how far long work has got, neither on a terminal nor as lines with the time.")
  private boolean noProgress;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line on standard output.")
  private boolean json;

  /** The folder the user named, or the current one. */
  public Path dataset() {
    return dataset;
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean json() {
    return json;
  }

  /** Whether somebody wants to read on standard output, in place of programs. */
  public boolean isForPeople() {
    return !json && !quiet;
  }

  /** Shows {@code board} until it is closed. */
  public ProgressDisplay display(Messages messages, ProgressBoard board) {
    return ProgressDisplay.start(messages, board, TerminalWidth::columns, !noProgress);
  }

  public Messages messages() {
    return Messages.ofProcess(json, quiet, !noProgress && Terminal.isError());
  }
}
