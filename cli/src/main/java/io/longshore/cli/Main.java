package io.longshore.cli;

import io.longshore.cli.output.Messages;
import io.longshore.cli.output.StandardOutput;
import io.longshore.migrate.StopRequest;
import io.longshore.oci.OperatingSystemFailures;
import io.longshore.oci.Unforeseen;
import java.io.IOException;
import java.util.List;
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
      "Exit codes: 0 done; 1 work failed, or a check found something; 2 wrong usage, a missing",
      "input, or the environment. 'longshore help COMMAND' tells the rest."
    })
public final class Main implements Runnable {
  @Spec CommandSpec spec;
  @Mixin GlobalOptions global;

  /** Comes with a signal. */
  final StopRequest stop = new StopRequest();

  public static void main(String[] arguments) {
    HeadStart.take(arguments);
    StandardOutput output = StandardOutput.install(Main::endAsSignalled);
    Main program = new Main();
    SignalHandling signals = SignalHandling.install(program.stop);
    int exitCode = commandLine(program, Commands.neededFor(arguments)).execute(arguments);
    signals.ended();
    System.exit(exitCode(exitCode, output.failure()));
  }

  // Whoever holds a lock of the writer's finishes first, so that this takes a thread of its own.
  private static void endAsSignalled() {
    Thread.ofPlatform().daemon().name("reader-gone").start(() -> System.exit(ExitCode.READER_GONE));
  }

  /**
   * A command has not done what it was asked for if its report did not arrive.
   *
   * @param exitCode of the command itself
   */
  static int exitCode(int exitCode, Optional<IOException> ofOutput) {
    if (ofOutput.isEmpty()) {
      return exitCode;
    }
    if (StandardOutput.isReaderGone(ofOutput.get())) {
      return ExitCode.READER_GONE;
    }
    Messages.ofProcess(false, false, false)
        .failure(OperatingSystemFailures.classify(ofOutput.get(), "standard output"));
    return exitCode == ExitCode.DONE ? ExitCode.WORK_FAILED : exitCode;
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

  private static Main program(CommandLine command) {
    return (Main) command.getCommandSpec().root().userObject();
  }

  /** An image can be too much for the heap in ways that no limit foresees. */
  private static int executeInMemory(CommandLine.ParseResult arguments) {
    // A question for help hides that from the library.
    UsageMistake.refuseUnmatched(arguments);
    CommandLine root = arguments.commandSpec().commandLine();
    root.setColorScheme(program(root).global.helpColours());
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
    // Where the mistake stands before the option, that was not read.
    boolean json = List.of(arguments).contains("--json");
    GlobalOptions global = program(failure.getCommandLine()).global;
    return UsageMistake.report(failure, json ? global.jsonMessages() : global.messages());
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    Main program = program(command);
    return Ending.of(
        failure,
        command.getCommandSpec().qualifiedName(),
        program.stop,
        program.global.messages(),
        program.global.verbose);
  }
}
