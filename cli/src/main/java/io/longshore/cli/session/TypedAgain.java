package io.longshore.cli.session;

import io.longshore.ground.NextStep;
import io.longshore.ground.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Repeats the present command line in a next step. */
public final class TypedAgain {
  // Words of another form are quoted, so that an argument cannot become an option.
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z0-9][A-Za-z0-9_./:=@%+,-]*");

  private TypedAgain() {}

  /**
   * @param option an option that was typed and is left out
   */
  public static NextStep without(String option, CommandSpec command) {
    List<String> words = new ArrayList<>(List.of("longshore"));
    words.addAll(command.root().commandLine().getParseResult().originalArgs());
    words.remove(option);
    return new NextStep(words.stream().map(TypedAgain::quote).collect(Collectors.joining(" ")));
  }

  private static String quote(String word) {
    return OPTION.matcher(word).matches() ? word : ShellWord.quote(word);
  }
}
