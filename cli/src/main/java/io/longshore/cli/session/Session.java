package io.longshore.cli.session;

import io.longshore.collection.session.StopRequest;
import io.longshore.ground.FailureException;
import io.longshore.oci.layer.LayerLimits;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The program {@code longshore} without a command: the options and the state that all commands
 * share.
 */
@Command(
    name = "longshore",
    description = "Moves DataLad container collections to OCI image layouts and reproducible SIFs.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 work failed, or something was found; 2 wrong usage,",
      "a missing input, or the environment.",
      "'longshore help COMMAND' tells the rest."
    })
public final class Session implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions options;
  private final StopRequest stop = new StopRequest();
  private final CommandSet commands;

  public Session(CommandSet commands) {
    this.commands = commands;
  }

  public CommandSet commands() {
    return commands;
  }

  public GlobalOptions options() {
    return options;
  }

  /**
   * The limits on the unpacked size of images, from environment variables.
   *
   * @throws FailureException of kind TOOL if a value is not a size or number
   */
  public LayerLimits limits() throws FailureException {
    return LayerLimits.from(System.getenv());
  }

  /** The request to stop, which a signal makes. */
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
