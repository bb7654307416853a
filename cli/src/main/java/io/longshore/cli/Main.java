package io.longshore.cli;

import io.longshore.oci.FailureException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    subcommands = {
      MigrateCommand.class,
      BuildCommand.class,
      VerifyCommand.class,
      ResumeCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 an image failed or a check found something; 2 wrong usage or",
      "environment. 'longshore COMMAND --help' tells the rest."
    })
public final class Main implements Runnable {
  @Spec CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::report);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    var err = command.getErr();
    if (failure instanceof FailureException known) {
      err.println("error: " + known.getMessage());
      err.println("  next: " + known.nextStep());
    } else {
      err.println(
          "error: "
              + failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
              + ": "
              + failure.getMessage());
      err.println("  next: run the same command with --verbose and report what it prints");
    }
    if (isVerbose(arguments)) {
      failure.printStackTrace(err);
    }
    return ExitCode.WORK_FAILED;
  }

  private static boolean isVerbose(CommandLine.ParseResult arguments) {
    return arguments.hasSubcommand()
        ? isVerbose(arguments.subcommand())
        : arguments.hasMatchedOption("--verbose");
  }
}
