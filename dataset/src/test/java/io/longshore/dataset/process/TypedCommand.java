package io.longshore.dataset.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands of tests, as people type them: no word is more than that. */
public final class TypedCommand {
  private TypedCommand() {}

  public static Command of(Path folder, String... argv) {
    return new Command(folder, new CommandLine(List.of(argv)));
  }

  public static Command git(Path folder, String... arguments) {
    List<String> words = new ArrayList<>(List.of("git"));
    words.addAll(List.of(arguments));
    return new Command(folder, new CommandLine(words));
  }

  /** The same command as an argument of another, such as one that changes the user. */
  public static Command behind(Command command, String... words) {
    List<String> argv = new ArrayList<>(List.of(words));
    argv.addAll(command.argv());
    Command whole =
        of(command.folder(), argv.toArray(String[]::new))
            .withSettings(command.settings())
            .withTimeLimit(command.timeLimit())
            .withOutputLimit(command.outputLimit())
            .accepting(command.acceptedExitCodes().toArray(Integer[]::new));
    for (Map.Entry<String, String> variable : command.environment().entrySet()) {
      whole = whole.withEnvironment(variable.getKey(), variable.getValue());
    }
    return command.input().isPresent() ? whole.withInput(command.input().get()) : whole;
  }
}
