package io.longshore.ground;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to type or to do next, to be pasted into a shell: words of ours, which are literals, and
 * arguments, which may be anything and are quoted so that a shell takes each for one word.
 *
 * @param text on one line
 */
public record NextStep(String text) {
  private static final String ARGUMENT = "{}";

  public NextStep {
    if (text.isBlank() || text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not a next step: '" + text + "'");
    }
  }

  /**
   * @param words with {@code {}} for each argument
   * @param arguments of a collection, each is quoted, and commas stand between them
   */
  public static NextStep of(@CompileTimeConstant String words, Object... arguments) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Object argument : arguments) {
      int place = words.indexOf(ARGUMENT, at);
      if (place < 0) {
        throw new IllegalArgumentException("more arguments than places in '" + words + "'");
      }
      text.append(words, at, place).append(quoted(argument));
      at = place + ARGUMENT.length();
    }
    if (words.indexOf(ARGUMENT, at) >= 0) {
      throw new IllegalArgumentException("fewer arguments than places in '" + words + "'");
    }
    return new NextStep(text.append(words.substring(at)).toString());
  }

  /** A command of these words, each quoted. */
  public static NextStep ofCommand(List<String> words) {
    return new NextStep(words.stream().map(ShellWord::quote).collect(Collectors.joining(" ")));
  }

  /** This and what follows it. */
  public NextStep then(@CompileTimeConstant String words, Object... arguments) {
    return then(of(words, arguments));
  }

  public NextStep then(NextStep more) {
    return new NextStep(text + more.text);
  }

  private static String quoted(Object argument) {
    return argument instanceof Collection<?> several
        ? several.stream()
            .map(one -> ShellWord.quote(one.toString()))
            .collect(Collectors.joining(", "))
        : ShellWord.quote(argument.toString());
  }

  @Override
  public String toString() {
    return text;
  }
}
