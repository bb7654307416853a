package io.longshore.dataset.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
}
