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

  /** Quotes {@code text}, without NUL, so that nothing in it is special. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String quoteAll(List<String> texts) {
    return texts.stream().map(ShellText::quote).collect(Collectors.joining(" "));
  }

  static String export(String name, String value) {
    return "export " + name + "=" + quote(value);
  }
}
