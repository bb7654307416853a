package io.longshore.cli;

import io.longshore.cli.command.Commands;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.StandardOutput;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.Printable;
import io.longshore.ground.Unforeseen;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code longshore}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    HeadStart.take(arguments);
    StandardOutput output = StandardOutput.install();
    Session session = new Session();
    SignalHandling signals = SignalHandling.install(session.stop());
    int exitCode = commandLine(session, Commands.neededFor(arguments)).execute(arguments);
    signals.ended();
    System.exit(exitCode == ExitCode.DONE ? exitCodeOf(output) : exitCode);
  }

  /** A command has not done what it was asked for if its report did not arrive. */
  static int exitCodeOf(StandardOutput output) {
    Optional<IOException> failure = output.failure();
    if (failure.isEmpty()) {
      return ExitCode.DONE;
    }
    if (!StandardOutput.isReaderGone(failure.get())) {
      Messages.ofProcess(false, false, false)
          .failure(OperatingSystemFailures.classify(failure.get(), "standard output"));
    }
    return ExitCode.WORK_FAILED;
  }

  static CommandLine commandLine() {
    return commandLine(new Session(), Commands.ALL);
  }

  private static CommandLine commandLine(Session session, Map<String, Class<?>> commands) {
    CommandLine commandLine = new CommandLine(session);
    commands.forEach(commandLine::addSubcommand);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setHelpFactory(HelpText::of)
        .setColorScheme(HelpText.colours())
        .setErr(Messages.errors())
        .setParameterExceptionHandler(Main::reportUsage)
        .setExecutionStrategy(Main::executeInMemory)
        .setExecutionExceptionHandler(Main::report);
  }

  /** An image can be too much for the heap in ways that no limit foresees. */
  private static int executeInMemory(CommandLine.ParseResult arguments) {
    Integer helped = CommandLine.executeHelpRequest(arguments);
    if (helped != null) {
      return helped;
    }
    try {
      NativeLibraries.useFolderOfThisRun();
      return new CommandLine.RunLast().execute(arguments);
    } catch (OutOfMemoryError e) {
      CommandLine command = arguments.commandSpec().commandLine();
      throw new CommandLine.ExecutionException(
          command,
          "out of memory",
          Unforeseen.failure(e, String.join(" ", arguments.originalArgs())));
    }
  }

  private static int reportUsage(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println("error: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.getErr().println("  next: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    var err = command.getErr();
    Session session = (Session) command.getCommandSpec().root().userObject();
    if (session.stop().explains(failure)) {
      err.println("stopped; what was not finished is undone");
      err.println("  next: run the same command again");
    } else if (failure instanceof FailureException known) {
      err.println("error: " + known.getMessage());
      err.println("  next: " + known.nextStep());
    } else if (failure instanceof IOException unforeseen) {
      FailureException known =
          OperatingSystemFailures.classify(
              unforeseen, "longshore " + String.join(" ", arguments.originalArgs()));
      err.println("error: " + known.getMessage());
      err.println("  next: " + known.nextStep());
    } else {
      err.println(
          "error: "
              + failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
              + ": "
              + Printable.line(String.valueOf(failure.getMessage())));
      err.println("  next: run the same command with --verbose and report what it prints");
    }
    if (session.options().verbose()) {
      failure.printStackTrace(err);
    }
    return exitCode(failure);
  }

  // What concerns one image is counted where it happens; a dataset that cannot be worked on, or a
  // program that is missing, is the environment's fault.
  private static int exitCode(Exception failure) {
    return failure instanceof FailureException known
            && (known.kind() == FailureKind.DATASET || known.kind() == FailureKind.TOOL)
        ? ExitCode.USAGE
        : ExitCode.WORK_FAILED;
  }
}
