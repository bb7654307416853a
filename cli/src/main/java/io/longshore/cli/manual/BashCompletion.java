package io.longshore.cli.manual;

import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A script for bash that completes commands, options and what their values may be. Values that are
 * files are left to the shell, which knows about quotes, {@code ~} and slashes.
 */
public final class BashCompletion {
  private static final String END =
      """
      if [[ -n ${ZSH_VERSION-} ]]; then
        type compdef >/dev/null 2>&1 || { autoload -U +X compinit && compinit -u; }
        autoload -U +X bashcompinit && bashcompinit
      fi
      complete -o bashdefault -o default -F _longshore longshore
      """;

  private final CommandSpec program;

  public BashCompletion(CommandSpec program) {
    this.program = program;
  }

  public String script() {
    StringBuilder script = new StringBuilder(resource());
    List<CommandSpec> commands = all(program).toList();
    Set<String> withValue = new TreeSet<>();
    commands.forEach(command -> optionsWithValue(command).forEach(withValue::add));
    script.append("_longshore_commands() {\n");
    script.append("  with_value='").append(String.join(" ", withValue)).append("'\n");
    script.append("  case $command in\n");
    commands.forEach(command -> script.append(commandCase(command)));
    script.append("  esac\n}\n\n_longshore_values() {\n  case \"$command $1\" in\n");
    commands.forEach(command -> script.append(valueCases(command)));
    return script.append("  esac\n}\n\n").append(END).toString();
  }

  private static Stream<CommandSpec> all(CommandSpec command) {
    return Stream.concat(
        Stream.of(command), Manual.commandsOf(command).flatMap(BashCompletion::all));
  }

  private static String commandCase(CommandSpec command) {
    String options = shown(command).flatMap(BashCompletion::names).collect(Collectors.joining(" "));
    String commands =
        Manual.commandsOf(command).map(CommandSpec::name).collect(Collectors.joining(" "));
    String words =
        command.positionalParameters().stream()
            .flatMap(parameter -> candidates(parameter).stream())
            .collect(Collectors.joining(" "));
    return "    '%s')\n      options='%s'\n      commands='%s'\n      words='%s'\n      ;;\n"
        .formatted(path(command), options, commands, words);
  }

  private static String valueCases(CommandSpec command) {
    return shown(command)
        .filter(option -> option.arity().max() > 0)
        .map(
            option ->
                "    %s) value='%s' ;;\n"
                    .formatted(
                        names(option)
                            .map(name -> "'" + path(command) + " " + name + "'")
                            .collect(Collectors.joining(" | ")),
                        value(option)))
        .collect(Collectors.joining());
  }

  private static String value(OptionSpec option) {
    List<String> candidates = candidates(option);
    if (!candidates.isEmpty()) {
      return String.join(" ", candidates);
    }
    return switch (option.paramLabel()) {
      case "DIR" -> "folders";
      case "FILE", "PATH" -> "files";
      default -> isPath(option) ? "files" : "none";
    };
  }

  private static boolean isPath(ArgSpec argument) {
    List<Class<?>> types = Arrays.asList(argument.auxiliaryTypes());
    return types.contains(Path.class) || types.contains(LayoutLocation.class);
  }

  private static List<String> candidates(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    if (candidates == null && argument.paramLabel().equals("COMMAND")) {
      return Manual.commandsOf(argument.command().root()).map(CommandSpec::name).toList();
    }
    return candidates == null
        ? List.of()
        : StreamSupport.stream(candidates.spliterator(), false).toList();
  }

  private static Stream<OptionSpec> shown(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden());
  }

  private static Stream<String> optionsWithValue(CommandSpec command) {
    return shown(command).filter(o -> o.arity().max() > 0).flatMap(BashCompletion::names);
  }

  private static Stream<String> names(OptionSpec option) {
    return Arrays.stream(option.names());
  }

  /** {@code " cache prune"}; empty for the program itself. */
  private static String path(CommandSpec command) {
    CommandLine parent = command.parent() == null ? null : command.parent().commandLine();
    return parent == null ? "" : path(parent.getCommandSpec()) + " " + command.name();
  }

  private static String resource() {
    try (InputStream in = BashCompletion.class.getResourceAsStream("completion.bash")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
