package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Documents.CommandLineIn;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents tell people to type, and what they promise to explain. */
class DocumentsTest {
  /** Of registries. */
  private static final Set<String> WORDS_OF_OTHERS =
      Set.of(
          "unauthorized",
          "authentication required",
          "toomanyrequests",
          "is not there: manifest unknown",
          "name unknown");

  private final CommandLine program = Main.commandLine();

  @Test
  void everyCommandLineIsOneOfTheProgram() throws IOException {
    List<String> wrong = new ArrayList<>();
    int typed = 0;
    for (CommandLineIn line : Documents.commandLines()) {
      Optional<String> problem = line.toBeTyped() ? problemOf(line) : problemOfForm(line);
      problem.ifPresent(text -> wrong.add(line + "\n  " + text));
      typed += line.toBeTyped() ? 1 : 0;
    }
    assertEquals(List.of(), wrong);
    assertTrue(typed > 30, "found only " + typed);
  }

  private Optional<String> problemOf(CommandLineIn line) {
    try {
      program.parseArgs(line.words().toArray(String[]::new));
      return Optional.empty();
    } catch (CommandLine.ParameterException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** A sentence names a command with what it is about, and not with all that it needs. */
  private Optional<String> problemOfForm(CommandLineIn line) {
    CommandLine command = program;
    for (String word : line.words()) {
      String name = word.replaceFirst("=.*", "");
      if (command.getSubcommands().containsKey(name)) {
        command = command.getSubcommands().get(name);
      } else if (name.matches("--?[a-zA-Z].*")) {
        if (command.getCommandSpec().findOption(name) == null) {
          return Optional.of("there is no option " + name);
        }
      } else if (command.getCommandSpec().parent() == null && !name.matches("[A-Z.]+")) {
        return Optional.of("there is no command " + name);
      }
    }
    return Optional.empty();
  }

  @Test
  void everyCommandIsInTheListOfCommands() throws IOException {
    String page = Documents.text("docs/commands.md");
    List<String> absent =
        program.getSubcommands().values().stream()
            .filter(command -> !command.getCommandSpec().usageMessage().hidden())
            .map(CommandLine::getCommandName)
            .filter(name -> !page.matches("(?s).*\n\\| `longshore " + name + "[ `].*"))
            .toList();
    assertEquals(List.of(), absent);
  }

  @Test
  void everyCodeOfAFailureIsInTheErrorIndex() throws IOException {
    String page = Documents.text("docs/errors.md");
    List<String> absent =
        Arrays.stream(FailureKind.values())
            .map(FailureKind::code)
            .filter(code -> !page.contains("\n### " + code + "\n"))
            .toList();
    assertEquals(List.of(), absent);
  }

  @Test
  void everyMessageInTheErrorIndexIsOneOfTheProgram() throws IOException {
    String sources = Documents.literalsOfTheProgram();
    List<String> absent = new ArrayList<>();
    int found = 0;
    for (String message : Documents.messagesInTheErrorIndex()) {
      for (String part : message.split("\\.\\.\\.")) {
        String words = part.replaceAll("^[ ,;]+|[ ,;]+$", "");
        if (sources.contains(words)) {
          found++;
        } else if (!WORDS_OF_OTHERS.contains(words)) {
          absent.add(words);
        }
      }
    }
    assertEquals(List.of(), absent);
    assertTrue(found > 50, "found only " + found);
  }
}
