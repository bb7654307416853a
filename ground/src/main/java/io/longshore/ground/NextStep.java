package io.longshore.ground;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the user should type or do next. Commands can be pasted into a shell: the words are literals
 * in Longshore's source; the arguments may hold any text and are quoted so that a shell takes each
 * as one word.
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
   * @param arguments one for each {@code {}}; the elements of a collection are quoted one by one
   *     and separated by commas
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

  /** A command line made of {@code words}, each quoted. */
  public static NextStep ofCommand(List<String> words) {
    return new NextStep(words.stream().map(ShellWord::quote).collect(Collectors.joining(" ")));
  }

  /** This step, followed by the step that {@code words} and {@code arguments} give. */
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
