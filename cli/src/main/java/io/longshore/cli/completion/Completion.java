package io.longshore.cli.completion;

import io.longshore.cli.completion.Suggestions.Places;
import io.longshore.oci.layout.LayoutLocation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completes the last word of a command line from the model of the commands. */
public final class Completion {
  private static final String DATASET = "--dataset";
  private static final int LONGEST_MEANING = 60;

  /** Gives the names that only a dataset knows. */
  public interface Names {
    Stream<Suggestion> of(NameKind kind, Path dataset);
  }

  private final CommandSpec program;
  private final SequencedMap<String, String> commands;
  private final Names names;

  /**
   * @param program the program with the commands that the words may name
   * @param commands the descriptions of all commands, by name
   */
  public Completion(CommandSpec program, SequencedMap<String, String> commands, Names names) {
    this.program = program;
    this.commands = commands;
    this.names = names;
  }

  /**
   * @param words behind the name of the program; the last is the one to complete, and may be empty
   */
  public Suggestions complete(List<String> words) {
    if (words.isEmpty()) {
      return complete(List.of(""));
    }
    Typed typed = new Typed(program);
    words.subList(0, words.size() - 1).forEach(typed::take);
    String last = words.getLast();
    return ofLast(typed, last).beginningWith(last);
  }

  /** The options and parameters in the words before the last one. */
  private static final class Typed {
    private CommandSpec command;
    private Optional<OptionSpec> waiting = Optional.empty();
    private boolean optionsEnded;
    private int parameters;
    private Path dataset = Path.of("");

    Typed(CommandSpec program) {
      this.command = program;
    }

    void take(String word) {
      if (waiting.isPresent()) {
        value(waiting.get(), word);
        waiting = Optional.empty();
      } else if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
        takePlain(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else if (word.startsWith("--")) {
        takeLong(word);
      } else {
        takeShort(word);
      }
    }

    private void takePlain(String word) {
      CommandLine named = command.subcommands().get(word);
      if (named != null && parameters == 0 && !optionsEnded) {
        command = named.getCommandSpec();
      } else {
        parameters++;
      }
    }

    private void takeLong(String word) {
      int equals = word.indexOf('=');
      Optional<OptionSpec> option = option(equals < 0 ? word : word.substring(0, equals));
      if (equals < 0) {
        waiting = option.filter(Completion::takesValue);
      } else {
        option.ifPresent(found -> value(found, word.substring(equals + 1)));
      }
    }

    // "-qC DIR" and "-qCDIR" name the dataset too.
    private void takeShort(String word) {
      for (int i = 1; i < word.length(); i++) {
        Optional<OptionSpec> option = option("-" + word.charAt(i)).filter(Completion::takesValue);
        if (option.isPresent()) {
          if (i + 1 == word.length()) {
            waiting = option;
          } else {
            value(option.get(), word.substring(i + 1));
          }
          return;
        }
      }
    }

    private void value(OptionSpec option, String text) {
      if (List.of(option.names()).contains(DATASET)) {
        try {
          dataset = Path.of(text);
        } catch (IllegalArgumentException e) {
          // The command itself will report this mistake.
        }
      }
    }

    Optional<OptionSpec> option(String name) {
      return Optional.ofNullable(command.optionsMap().get(name));
    }
  }

  private Suggestions ofLast(Typed typed, String last) {
    if (typed.waiting.isPresent()) {
      return values(typed.waiting.get(), typed.dataset);
    }
    int equals = last.indexOf('=');
    if (!typed.optionsEnded && last.startsWith("--") && equals > 0) {
      return typed
          .option(last.substring(0, equals))
          .filter(Completion::takesValue)
          .map(option -> values(option, typed.dataset).behind(last.substring(0, equals + 1)))
          .orElse(Suggestions.NONE);
    }
    if (!typed.optionsEnded && last.startsWith("-")) {
      return options(typed.command, last);
    }
    Suggestions parameter =
        typed.command.positionalParameters().stream()
            .filter(spec -> !spec.hidden() && spec.index().contains(typed.parameters))
            .map(spec -> values(spec, typed.dataset))
            .reduce(Suggestions.NONE, Suggestions::and);
    return typed.parameters == 0 ? commandsOf(typed.command).and(parameter) : parameter;
  }

  private Suggestions commandsOf(CommandSpec command) {
    if (command.parent() == null) {
      return allCommands();
    }
    return Suggestions.of(
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(spec -> !spec.usageMessage().hidden())
            .map(spec -> new Suggestion(spec.name(), brief(spec.usageMessage().description()))));
  }

  private Suggestions allCommands() {
    return Suggestions.of(
        commands.entrySet().stream().map(e -> new Suggestion(e.getKey(), brief(e.getValue()))));
  }

  private static Suggestions options(CommandSpec command, String typed) {
    boolean isLong = typed.startsWith("--");
    return Suggestions.of(
        command.options().stream()
            .filter(option -> !option.hidden())
            .flatMap(
                option ->
                    Stream.of(option.names())
                        .filter(name -> name.startsWith("--") || !isLong)
                        .map(name -> new Suggestion(name, brief(option.description()))))
            .sorted(Comparator.comparing(suggestion -> !suggestion.word().startsWith("--"))));
  }

  private Suggestions values(ArgSpec argument, Path dataset) {
    Places places = places(argument);
    return switch (argument.completionCandidates()) {
      case null ->
          argument.paramLabel().equals("COMMAND")
              ? allCommands()
              : new Suggestions(List.of(), places);
      case NameKind kind -> new Suggestions(names.of(kind, dataset).toList(), places);
      case Iterable<String> words ->
          Suggestions.of(StreamSupport.stream(words.spliterator(), false).map(Suggestion::of));
    };
  }

  private static Places places(ArgSpec argument) {
    return switch (argument.paramLabel()) {
      case "DIR" -> Places.FOLDERS;
      case "FILE", "PATH" -> Places.FILES;
      default -> isPath(argument) || isUnknown(argument) ? Places.FILES : Places.NONE;
    };
  }

  private static boolean isPath(ArgSpec argument) {
    List<Class<?>> types = Arrays.asList(argument.auxiliaryTypes());
    return types.contains(Path.class) || types.contains(LayoutLocation.class);
  }

  // A text may be the path of a file. The label of an option tells more.
  private static boolean isUnknown(ArgSpec argument) {
    return argument instanceof PositionalParamSpec && argument.completionCandidates() == null;
  }

  private static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  private static String brief(String... description) {
    String text = description.length == 0 ? "" : description[0].replace("%n", " ");
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text.replaceFirst("[.:]$", "") : text.substring(0, end);
    return sentence.length() <= LONGEST_MEANING
        ? sentence
        : sentence.substring(0, sentence.lastIndexOf(' ', LONGEST_MEANING)) + " ...";
  }
}
