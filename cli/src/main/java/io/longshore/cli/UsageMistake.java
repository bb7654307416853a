package io.longshore.cli;

import io.longshore.cli.output.Messages;
import io.longshore.ground.NextStep;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that cannot be understood, with the probable meaning. */
final class UsageMistake {
  private UsageMistake() {}

  /**
   * Throws if an argument belongs to no command. With --help, the library ignores such arguments.
   */
  static void refuseUnmatched(CommandLine.ParseResult arguments) {
    CommandLine.ParseResult deepest = arguments;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    if (!deepest.unmatched().isEmpty()) {
      throw new UnmatchedArgumentException(
          deepest.commandSpec().commandLine(), deepest.unmatched());
    }
  }

  /**
   * Prints the mistake and the command to type instead.
   *
   * @return the exit code
   */
  static int report(ParameterException mistake, Messages messages) {
    CommandSpec command = mistake.getCommandLine().getCommandSpec();
    Optional<String> unmatched = unmatched(mistake);
    String problem =
        unmatched
            .map(argument -> problem(argument, command))
            .orElseGet(() -> uncapitalized(ValueMistake.words(mistake)));
    NextStep help = command(command, "--help");
    NextStep next = unmatched.flatMap(argument -> meant(argument, command)).orElse(help);
    return Ending.ofUsage(command.qualifiedName(), problem, next, messages);
  }

  private static Optional<String> unmatched(ParameterException mistake) {
    return mistake instanceof UnmatchedArgumentException unmatched
            && !unmatched.getUnmatched().isEmpty()
        ? Optional.of(unmatched.getUnmatched().getFirst())
        : Optional.empty();
  }

  private static String problem(String argument, CommandSpec command) {
    if (isOption(argument)) {
      return "there is no option " + argument;
    }
    return command.subcommands().isEmpty()
        ? "'" + argument + "' is one argument too many"
        : "there is no command '" + argument + "'";
  }

  private static Optional<NextStep> meant(String argument, CommandSpec command) {
    Stream<String> candidates =
        isOption(argument)
            ? command.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .flatMap(option -> Arrays.stream(option.names()))
            : command.subcommands().entrySet().stream()
                .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
    String typed = argument.replaceFirst("=.*", "");
    return Similarity.nearest(typed, candidates.toList())
        .map(
            near ->
                NextStep.of("did you mean ")
                    .then(command(command, near))
                    .then("?   All there is: ")
                    .then(command(command, "--help")));
  }

  private static boolean isOption(String argument) {
    return argument.startsWith("-") && argument.length() > 1;
  }

  /**
   * @param last a name of one of Longshore's options or commands
   */
  private static NextStep command(CommandSpec command, String last) {
    return new NextStep(command.qualifiedName() + " " + last);
  }

  private static String uncapitalized(String sentence) {
    return sentence.matches("[A-Z][a-z].*")
        ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1)
        : sentence;
  }
}
