package io.longshore.cli.command;

import io.longshore.cli.session.CommandSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Command;

/** The commands of the program by name, in the order of the help. */
public final class Commands implements CommandSet {
  public static final Commands OF_PROGRAM = new Commands();

  public static final SequencedMap<String, Class<?>> ALL =
      byName(
          InitCommand.class,
          AddCommand.class,
          MigrateCommand.class,
          UpdateCommand.class,
          FreezeCommand.class,
          BuildCommand.class,
          PullCommand.class,
          InspectCommand.class,
          DiffCommand.class,
          VerifyCommand.class,
          TestCommand.class,
          StatusCommand.class,
          DoctorCommand.class,
          LogCommand.class,
          RollbackCommand.class,
          RulesCommand.class,
          ResumeCommand.class,
          CacheCommand.class,
          CiCommand.class,
          DemoCommand.class,
          HelpCommand.class,
          ManCommand.class,
          CompletionCommand.class,
          CompleteCommand.class,
          WarmUpCommand.class);

  /** Commands that need the descriptions of all others. */
  private static final List<Class<?>> OF_ALL = List.of(HelpCommand.class, ManCommand.class);

  /** Commands that read no image, so that they need no native library. */
  private static final List<Class<?>> OF_TEXT =
      List.of(
          StatusCommand.class,
          LogCommand.class,
          FreezeCommand.class,
          RulesCommand.class,
          HelpCommand.class,
          ManCommand.class,
          CompletionCommand.class,
          CompleteCommand.class);

  private static final List<String> GLOBAL_WITH_VALUE = List.of("-C", "--dataset");
  private static final List<String> GLOBAL_WITHOUT_VALUE =
      List.of("-v", "--verbose", "-q", "--quiet", "--no-progress", "--json");

  private Commands() {}

  private static SequencedMap<String, Class<?>> byName(Class<?>... types) {
    SequencedMap<String, Class<?>> commands = new LinkedHashMap<>();
    for (Class<?> type : types) {
      commands.put(type.getAnnotation(Command.class).name(), type);
    }
    return Collections.unmodifiableSequencedMap(commands);
  }

  /**
   * Only the command that {@code arguments} name, if that is clear from them; otherwise all.
   * Reading the options of all commands takes longer than everything else before the work begins.
   */
  @Override
  public Map<String, Class<?>> neededFor(String... arguments) {
    if (List.of(arguments).equals(List.of("--version"))) {
      return Map.of();
    }
    String name = commandIn(arguments);
    Class<?> asked = ALL.get(name);
    if (asked == CompleteCommand.class) {
      return namedIn(arguments);
    }
    return asked == null || OF_ALL.contains(asked) ? ALL : Map.of(name, asked);
  }

  /** The word behind the common options; empty if there is none. */
  private static String commandIn(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (GLOBAL_WITH_VALUE.contains(arguments[i])) {
        i++;
      } else if (!GLOBAL_WITHOUT_VALUE.contains(arguments[i])) {
        return arguments[i];
      }
    }
    return "";
  }

  /** Whether a command may read images. */
  public static boolean readsImages(String command) {
    return !OF_TEXT.contains(ALL.get(command));
  }

  private static Map<String, Class<?>> namedIn(String... words) {
    Map<String, Class<?>> named = new LinkedHashMap<>(ALL);
    named.keySet().retainAll(List.of(words));
    return named;
  }

  @Override
  public SequencedMap<String, String> descriptions() {
    SequencedMap<String, String> descriptions = new LinkedHashMap<>();
    ALL.forEach(
        (name, type) -> {
          Command command = type.getAnnotation(Command.class);
          if (!command.hidden()) {
            descriptions.put(name, command.description()[0]);
          }
        });
    return descriptions;
  }
}
