package io.longshore.cli.command;

import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
    name = "help",
    description = "Tell what a command does and which options it has, as its --help does.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class HelpCommand implements Callable<Integer> {
  @ParentCommand private Session session;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command, such as migrate or 'cache prune' (default: the program).")
  List<String> names = List.of();

  @Override
  public Integer call() {
    CommandLine asked = spec.root().commandLine();
    for (String name : names) {
      CommandLine found = asked.getSubcommands().get(name);
      if (found == null) {
        throw new UnmatchedArgumentException(asked, List.of(name));
      }
      asked = found;
    }
    if (session.options().json()) {
      session.options().messages().text(asked.getUsageMessage(CommandLine.Help.Ansi.OFF));
    } else {
      // Like --help: Longshore's own text may be coloured.
      asked.usage(spec.commandLine().getOut(), session.options().helpColours());
    }
    return ExitCode.DONE;
  }
}
