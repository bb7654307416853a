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

  /** The command line as it was typed. */
  public static NextStep asTyped(CommandSpec command) {
    return line(typed(command));
  }

  /**
   * @param option an option that was typed and is left out
   */
  public static NextStep without(String option, CommandSpec command) {
    return instead(option, List.of(), command);
  }

  /**
   * @param option an option that may have been typed and is left out
   * @param others options that stand in its place, before operands
   */
  public static NextStep instead(String option, List<String> others, CommandSpec command) {
    return line(changed(typed(command), option, others));
  }

  /** Behind two hyphens there are operands alone, whatever they look like. */
  static List<String> changed(List<String> typed, String option, List<String> others) {
    int operands = typed.indexOf("--");
    int end = operands < 0 ? typed.size() : operands;
    List<String> words = new ArrayList<>(typed.subList(0, end));
    words.remove(option);
    words.addAll(others);
    words.addAll(typed.subList(end, typed.size()));
    return words;
  }

  private static List<String> typed(CommandSpec command) {
    List<String> words = new ArrayList<>(List.of("longshore"));
    words.addAll(command.root().commandLine().getParseResult().originalArgs());
    return words;
  }

  private static NextStep line(List<String> words) {
    return new NextStep(words.stream().map(TypedAgain::quote).collect(Collectors.joining(" ")));
  }

  private static String quote(String word) {
    return OPTION.matcher(word).matches() || word.equals("--") ? word : ShellWord.quote(word);
  }
}
