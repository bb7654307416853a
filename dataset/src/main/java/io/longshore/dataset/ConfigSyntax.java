package io.longshore.dataset;

import java.util.regex.Pattern;

/** Writes names and values in the syntax of git configuration files. */
final class ConfigSyntax {
  private static final Pattern KEY = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

  private ConfigSyntax() {}

  static String header(String section, String subsection) {
    if (subsection.chars().anyMatch(c -> c < 0x20)) {
      throw new IllegalArgumentException("control character in '" + subsection + "'");
    }
    return "[" + section + " \"" + subsection.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  static String variable(String key, String value) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not the name of a variable: '" + key + "'");
    }
    return key + " = " + value(value);
  }

  /** Quotes {@code value} if git would otherwise read it differently. */
  static String value(String value) {
    if (value.chars().anyMatch(c -> c < 0x20 && c != '\n' && c != '\t')) {
      throw new IllegalArgumentException("control character in '" + value + "'");
    }
    String escaped =
        value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    boolean quote =
        value.isEmpty()
            || value.startsWith(" ")
            || value.endsWith(" ")
            || value.contains(";")
            || value.contains("#");
    return quote ? "\"" + escaped + "\"" : escaped;
  }
}
