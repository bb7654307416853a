package io.longshore.image.runtime;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes text so that a POSIX shell reads it back unchanged. */
final class ShellText {
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ShellText() {}

  static boolean isVariableName(String name) {
    return VARIABLE_NAME.matcher(name).matches();
  }

  /**
   * Quotes {@code text}, which must not contain NUL, so that no character in it is special.
   *
   * <p>The usual {@code '\''} is avoided: the shell inside of Apptainer keeps its backslash in
   * assignments. This shell also drops a carriage return before a line feed, even in quotes.
   */
  static String quote(String text) {
    return "'" + text.replace("'", "'\"'\"'").replace("\r", "'\"$(printf '\\r')\"'") + "'";
  }

  static String quoteAll(List<String> texts) {
    return texts.stream().map(ShellText::quote).collect(Collectors.joining(" "));
  }

  static String export(String name, String value) {
    return "export " + name + "=" + quote(value);
  }
}
