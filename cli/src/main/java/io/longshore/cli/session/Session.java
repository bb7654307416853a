package io.longshore.cli.session;

import io.longshore.collection.session.StopRequest;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code longshore} without a command: what all commands share. */
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
public final class Session implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions options;
  private final StopRequest stop = new StopRequest();

  public GlobalOptions options() {
    return options;
  }

  /** Comes with a signal. */
  public StopRequest stop() {
    return stop;
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
}
