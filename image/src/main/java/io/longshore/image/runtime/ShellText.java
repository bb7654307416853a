package io.longshore.image.runtime;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text that a POSIX shell reads back as it was. */
final class ShellText {
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ShellText() {}

  static boolean isVariableName(String name) {
    return VARIABLE_NAME.matcher(name).matches();
  }

  /**
   * Quotes {@code text}, without NUL, so that nothing in it is special.
   *
   * <p>The shell inside of Apptainer keeps the backslash of the usual {@code '\''} in assignments,
   * and drops a carriage return before a line feed even in quotes.
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
