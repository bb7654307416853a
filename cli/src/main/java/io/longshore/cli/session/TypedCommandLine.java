package io.longshore.cli.session;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Finds the command that was typed, where the methods of a class are commands too. */
public final class TypedCommandLine {
  private TypedCommandLine() {}

  /**
   * @param command what picocli gave to the class
   * @return the command whose help has the options that were typed
   */
  public static CommandLine below(CommandSpec command) {
    ParseResult typed = command.commandLine().getParseResult();
    while (typed.hasSubcommand()) {
      typed = typed.subcommand();
    }
    return typed.commandSpec().commandLine();
  }
}
