package io.longshore.cli.manual;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The manual pages of a program and its commands. */
public final class Manual {
  private final CommandSpec program;
  private final String source;

  /**
   * @param source the program and its version, for the foot of the pages
   */
  public Manual(CommandSpec program, String source) {
    this.program = program;
    this.source = source;
  }

  /**
   * The page of a command, or of the program if {@code command} is empty, in man(7) macros.
   *
   * @return empty if there is no such command
   */
  public Optional<String> page(Optional<String> command) {
    return command.isEmpty()
        ? Optional.of(roff(program))
        : ManualPage.commandsOf(program)
            .filter(c -> c.name().equals(command.get()))
            .findFirst()
            .map(this::roff);
  }

  /** All pages by file name, such as {@code longshore-migrate.1}. */
  public Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    Stream.concat(Stream.of(program), ManualPage.commandsOf(program))
        .forEach(command -> pages.put(ManualPage.nameOf(command) + ".1", roff(command)));
    return pages;
  }

  private String roff(CommandSpec command) {
    return new ManualPage(command, source).toRoff();
  }
}
