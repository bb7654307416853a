package io.longshore.ground;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Words for the shell of a user, in lines that are pasted or stand in a run record. */
public final class ShellWord {
  // No shell sees anything in these but themselves; one that begins so is no option either.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,][A-Za-z0-9_./:=@%+,-]*");

  private ShellWord() {}

  /**
   * {@code text} as it is if no character has a meaning to the shell, else quoted; on one line, and
   * with nothing in it that a terminal obeys.
   */
  public static String quote(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    if (Printable.line(text).equals(text)) {
      return quoteForScript(text);
    }
    // The form that POSIX took from bash: escapes mean what they say.
    StringBuilder word = new StringBuilder("$'");
    for (String character : text.codePoints().mapToObj(Character::toString).toList()) {
      if (List.of("'", "\\").contains(character)) {
        word.append('\\').append(character);
      } else if (Printable.line(character).equals(character)) {
        word.append(character);
      } else {
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
          // Three digits: an octal escape does not go on, as one in hexadecimal digits does.
          word.append("\\%03o".formatted(b & 0xff));
        }
      }
    }
    return word.append('\'').toString();
  }

  /**
   * {@code text} in a form that every shell reads, dash among them, whatever a terminal makes of
   * it.
   */
  public static String quoteForScript(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
