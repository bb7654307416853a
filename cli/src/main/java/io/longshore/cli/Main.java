package io.longshore.cli;

import io.longshore.cli.command.Commands;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.StandardOutput;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.GlobalOptions;
import io.longshore.cli.session.Session;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.Unforeseen;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code longshore}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    HeadStart.take(arguments);
    StandardOutput output = StandardOutput.install(Main::endAsSignalled);
    Session session = new Session(Commands.OF_PROGRAM);
    SignalHandling signals = SignalHandling.install(session.stop());
    int exitCode = commandLine(session, session.commands().neededFor(arguments)).execute(arguments);
    signals.ended();
    System.exit(exitCode(exitCode, output.failure()));
  }

  // Runs on a separate thread, because it has to wait for threads that hold a lock of the writer.
  private static void endAsSignalled() {
    Thread.ofPlatform().daemon().name("reader-gone").start(() -> System.exit(ExitCode.READER_GONE));
  }

  /**
   * The exit code of the program. A command whose report could not be written has failed.
   *
   * @param exitCode the exit code of the command
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
    return commandLine(new Session(Commands.OF_PROGRAM), Commands.ALL);
  }

  static CommandLine commandLine(Session session, Map<String, Class<?>> commands) {
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

  private static Session session(CommandLine command) {
    return (Session) command.getCommandSpec().root().userObject();
  }

  /** An image can need more memory than the heap has, in ways that no limit foresees. */
  private static int executeInMemory(CommandLine.ParseResult arguments) {
    // With --help, the library does not report such arguments.
    UsageMistake.refuseUnmatched(arguments);
    CommandLine root = arguments.commandSpec().commandLine();
    root.setColorScheme(session(root).options().helpColours());
    Integer helped = CommandLine.executeHelpRequest(arguments);
    if (helped != null) {
      return helped;
    }
    try {
      if (!arguments.hasSubcommand()
          || Commands.readsImages(arguments.subcommand().commandSpec().name())) {
        NativeLibraries.useFolderOfThisRun();
      }
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
    // If the mistake precedes --json, the option was not read.
    boolean json = List.of(arguments).contains("--json");
    GlobalOptions options = session(failure.getCommandLine()).options();
    return UsageMistake.report(failure, json ? options.jsonMessages() : options.messages());
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    Session session = session(command);
    return Ending.of(
        failure,
        command.getCommandSpec().qualifiedName(),
        session.stop(),
        session.options().messages(),
        session.options().verbose());
  }
}
