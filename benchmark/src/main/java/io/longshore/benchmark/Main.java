package io.longshore.benchmark;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program of {@code dev/bench}. */
@Command(
    name = "dev/bench",
    description = "Compares Longshore with other programs that do the same work.",
    subcommands = {SifCommand.class, PullCommand.class})
public final class Main implements Runnable {
  @Spec CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, which reports each failure with its next step. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::report);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which benchmark? sif or pull");
  }

  /**
   * The folder with Longshore's launcher: the system property {@code longshore.home}, or the
   * current folder.
   */
  static Path home() {
    return Path.of(System.getProperty("longshore.home", "")).toAbsolutePath();
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
    if (!(failure instanceof IOException)) {
      throw failure;
    }
    var err = command.getErr();
    if (failure instanceof FailureException known) {
      err.println("error: " + known.getMessage());
      err.println("  next: " + known.nextStep());
    } else {
      err.println("error: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
    return 1;
  }
}
