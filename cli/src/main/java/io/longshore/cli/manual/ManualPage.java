package io.longshore.cli.manual;

import static io.longshore.cli.manual.RoffText.bold;
import static io.longshore.cli.manual.RoffText.italic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual page of a command from the same texts as its {@code --help}. */
final class ManualPage {
  private final CommandSpec command;
  private final String source;
  private final RoffText page = new RoffText();

  /**
   * @param source the program and its version
   */
  ManualPage(CommandSpec command, String source) {
    this.command = command;
    this.source = source;
  }

  /** The name of the page without its section, such as {@code longshore-migrate}. */
  static String nameOf(CommandSpec command) {
    return command.qualifiedName("-");
  }

  String toRoff() {
    List<String> description = lines(command.usageMessage().description());
    page.title(nameOf(command).toUpperCase(Locale.ROOT), source)
        .section("NAME")
        .formatted(
            RoffText.escaped(nameOf(command))
                + " \\- "
                + RoffText.escaped(withoutFullStop(description.getFirst())))
        .section("SYNOPSIS")
        .formatted(synopsis());
    if (description.size() > 1) {
      page.section("DESCRIPTION");
      text(description.subList(1, description.size()));
    }
    arguments("ARGUMENTS");
    if (isProgram()) {
      options("OPTIONS", option -> true);
      commands();
    } else {
      options("OPTIONS", option -> !isShared(option));
      commands();
      options("OPTIONS OF EVERY COMMAND", ManualPage::isShared);
    }
    exitStatus();
    if (isProgram()) {
      Environment.describe(page);
    } else {
      text(lines(command.usageMessage().footer()));
    }
    seeAlso();
    return page.toString();
  }

  private String synopsis() {
    String arguments =
        command.positionalParameters().stream()
            .map(ManualPage::synopsis)
            .collect(Collectors.joining(" "));
    String own =
        command.subcommands().isEmpty()
            ? arguments
            : isProgram() ? italic("COMMAND") : "[" + italic("COMMAND") + "]";
    return (bold(command.qualifiedName()) + " [" + italic("OPTION") + "]... " + own).strip();
  }

  private static String synopsis(PositionalParamSpec parameter) {
    String label = italic(parameter.paramLabel());
    String once = parameter.arity().min() == 0 ? "[" + label + "]" : label;
    return parameter.arity().max() > 1 ? once + "..." : once;
  }

  private void arguments(String heading) {
    if (command.positionalParameters().isEmpty()) {
      return;
    }
    page.section(heading);
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      page.entry(italic(parameter.paramLabel()), description(parameter));
    }
  }

  private void options(String heading, Predicate<OptionSpec> which) {
    List<OptionSpec> chosen =
        command.options().stream().filter(option -> !option.hidden()).filter(which).toList();
    if (!chosen.isEmpty()) {
      page.section(heading);
      chosen.forEach(this::option);
    }
  }

  private boolean isProgram() {
    return command.parent() == null;
  }

  private static boolean isShared(OptionSpec option) {
    return option.inherited() || option.usageHelp() || option.versionHelp();
  }

  private void option(OptionSpec option) {
    String names =
        Arrays.stream(option.names()).map(RoffText::bold).collect(Collectors.joining(", "));
    String value = option.arity().max() == 0 ? "" : "=" + italic(option.paramLabel());
    page.entry(names + value, description(option));
  }

  private void commands() {
    List<CommandSpec> commands = commandsOf(command).toList();
    if (commands.isEmpty()) {
      return;
    }
    page.section("COMMANDS");
    for (CommandSpec sub : commands) {
      page.entry(bold(sub.name()), lines(sub.usageMessage().description()).getFirst());
      if (!isProgram()) {
        page.indented(() -> sub.options().stream().filter(o -> !isShared(o)).forEach(this::option));
      }
    }
  }

  private void exitStatus() {
    page.section("EXIT STATUS")
        .entry(bold("0"), "Done.")
        .entry(bold("1"), "Work failed, or something was found.")
        .entry(
            bold("2"),
            "Wrong usage, an input that is missing, or something in the environment that has to be"
                + " repaired first.")
        .entry(bold("130, 143"), "A signal came; the step in hand was finished or undone first.")
        .entry(bold("141"), "Who read standard output has ended.");
  }

  private void seeAlso() {
    List<String> pages = new ArrayList<>();
    if (isProgram()) {
      commandsOf(command).map(ManualPage::nameOf).forEach(pages::add);
    } else {
      pages.add(nameOf(command.root()));
    }
    pages.addAll(List.of("apptainer", "datalad", "git-annex"));
    page.section("SEE ALSO")
        .formatted(
            pages.stream().map(name -> bold(name) + "(1)").collect(Collectors.joining(", ")));
  }

  /**
   * Converts the lines of a picocli text: an indented line is an example, and a line that ends with
   * a colon may introduce examples.
   */
  private void text(List<String> lines) {
    List<String> verbatim = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("  ")) {
        verbatim.add(line.substring(2));
        continue;
      }
      flush(verbatim);
      if (line.equals("Examples:")) {
        page.section("EXAMPLES");
      } else if (!line.isBlank()) {
        page.paragraph(line);
      }
    }
    flush(verbatim);
  }

  private void flush(List<String> verbatim) {
    if (!verbatim.isEmpty()) {
      page.verbatim(verbatim);
      verbatim.clear();
    }
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", lines(argument.description()));
  }

  private static List<String> lines(String... texts) {
    return Arrays.stream(texts).map(text -> text.formatted()).toList();
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  static Stream<CommandSpec> commandsOf(CommandSpec program) {
    return program.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden());
  }
}
