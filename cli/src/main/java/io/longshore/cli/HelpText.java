package io.longshore.cli;

import io.longshore.cli.session.Terminal;
import io.longshore.cli.session.TerminalWidth;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** Prints help in the width of the terminal, with colours if they are wanted. */
final class HelpText {
  private static final int USUAL_WIDTH = 80;

  /** The least width that the library accepts, in columns. */
  private static final int LEAST_WIDTH = 55;

  private HelpText() {}

  /**
   * Decides about colours here, because the library would make Java look for a console, which takes
   * long.
   */
  static Help.ColorScheme colours() {
    boolean wanted = System.getenv("NO_COLOR") == null && Terminal.isOutput();
    return Help.defaultColorScheme(wanted ? Help.Ansi.ON : Help.Ansi.OFF);
  }

  static Help of(CommandSpec command, Help.ColorScheme colours) {
    int columns = Terminal.isOutput() ? TerminalWidth.columns() : USUAL_WIDTH;
    command.usageMessage().width(Math.max(columns, LEAST_WIDTH));
    return new Help(command, colours);
  }
}
