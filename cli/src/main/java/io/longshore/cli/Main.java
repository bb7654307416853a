package io.longshore.cli;

import io.longshore.cli.output.Messages;
import io.longshore.cli.output.StandardOutput;
import io.longshore.migrate.StopRequest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.OperatingSystemFailures;
import io.longshore.oci.Printable;
import io.longshore.oci.Unforeseen;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code longshore}. */
@Command(
    name = "longshore",
    description = "Moves DataLad container collections to OCI image layouts and reproducible SIFs.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 an image failed or a check found something;",
      "2 wrong usage or environment. 'longshore COMMAND --help' tells the rest."
    })
public final class Main implements Runnable {
  @Spec CommandSpec spec;
  @Mixin GlobalOptions global;

  /** Comes with a signal. */
  final StopRequest stop = new StopRequest();

  public static void main(String[] arguments) {
    HeadStart.take(arguments);
    StandardOutput output = StandardOutput.install();
    Main program = new Main();
    SignalHandling signals = SignalHandling.install(program.stop);
    int exitCode = commandLine(program, Commands.neededFor(arguments)).execute(arguments);
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
    return commandLine(new Main(), Commands.ALL);
  }

  private static CommandLine commandLine(Main program, Map<String, Class<?>> commands) {
    CommandLine commandLine = new CommandLine(program);
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

  @Override
  public void run() {
    String commands =
        spec.subcommands().values().stream()
            .filter(command -> !command.getCommandSpec().usageMessage().hidden())
            .map(CommandLine::getCommandName)
            .collect(Collectors.joining(", "));
    throw new CommandLine.ParameterException(spec.commandLine(), "which command? " + commands);
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
    Main program = (Main) command.getCommandSpec().root().userObject();
    if (program.stop.explains(failure)) {
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
    if (program.global.verbose) {
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
