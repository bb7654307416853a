package io.longshore.ground;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Quotes words for a user's shell, for lines that are pasted or stand in a run record. */
public final class ShellWord {
  // These characters have no special meaning in any shell, and a word with this first character is
  // no option.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,][A-Za-z0-9_./:=@%+,-]*");

  private ShellWord() {}

  /**
   * Returns {@code text} unchanged if no character has a meaning to the shell, else quoted. The
   * result is one line and has no character that a terminal obeys.
   */
  public static String quote(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    if (Printable.line(text).equals(text)) {
      return quoteForScript(text);
    }
    // The form $'...' of bash and POSIX.1-2024, in which escapes are interpreted.
    StringBuilder word = new StringBuilder("$'");
    for (String character : text.codePoints().mapToObj(Character::toString).toList()) {
      if (List.of("'", "\\").contains(character)) {
        word.append('\\').append(character);
      } else if (Printable.line(character).equals(character)) {
        word.append(character);
      } else {
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
          // An octal escape ends after three digits; a hexadecimal escape would swallow digits
          // behind it.
          word.append("\\%03o".formatted(b & 0xff));
        }
      }
    }
    return word.append('\'').toString();
  }

  /**
   * Quotes {@code text} so that every shell reads it, including dash, which has no $'...'. The
   * result can hold characters that a terminal obeys.
   */
  public static String quoteForScript(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
