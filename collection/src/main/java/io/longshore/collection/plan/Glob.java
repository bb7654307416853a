package io.longshore.collection.plan;

import java.util.regex.Pattern;

/**
 * A pattern in which {@code *} stands for any characters, {@code /} too, {@code ?} for one, {@code
 * [a-z]} for one of these characters and {@code [!a-z]} for one of all others. Every other
 * character stands for itself.
 */
public final class Glob {
  private Glob() {}

  /** Whether {@code text} has a character that may stand for others. */
  public static boolean isWild(String text) {
    return firstWild(text) < text.length();
  }

  /**
   * The index of the first character that may stand for others; the length of the text if there is
   * none.
   */
  static int firstWild(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  /** The regular expression with the meaning of {@code text}. */
  public static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '[' ? text.indexOf(']', i + 2) : -1;
      if (end > 0) {
        regex.append(characters(text.substring(i + 1, end)));
        i = end;
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static String characters(String inside) {
    boolean others = inside.startsWith("!") && inside.length() > 1;
    String listed = others ? inside.substring(1) : inside;
    return (others ? "[^" : "[") + listed.replaceAll("[\\[\\]\\\\^&]", "\\\\$0") + "]";
  }
}
