package io.longshore.migrate.publish;

import java.util.regex.Pattern;

/** Words for a POSIX shell. */
final class ShellQuoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellQuoting() {}

  /** {@code word} as it is if no character has a meaning to the shell, else in single quotes. */
  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
