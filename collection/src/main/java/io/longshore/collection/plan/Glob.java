package io.longshore.collection.plan;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A pattern in which {@code *} stands for any characters, {@code /} too, {@code ?} for one, {@code
 * [a-z]} for one of these characters and {@code [!a-z]} for one of all others. Every other
 * character stands for itself. RE2 compares in time proportional to the text, whatever somebody has
 * written; a matcher that goes back and forth takes ten times longer for each further {@code *}.
 */
public final class Glob {
  private final String text;
  private final Pattern pattern;

  private Glob(String text, String regex) {
    this.text = text;
    try {
      this.pattern = Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no pattern: " + e.getDescription() + " " + e.getPattern(), e);
    }
  }

  /**
   * @throws IllegalArgumentException if brackets hold a range that ends before it begins
   */
  public static Glob parse(String text) {
    return new Glob(text, regex(text));
  }

  /**
   * A pattern that stands for paths and all that lies below them.
   *
   * @param literal the beginning of a path, in which each character stands for itself
   * @throws IllegalArgumentException as {@link #parse}
   */
  static Glob ofPaths(String literal, String text) {
    return new Glob(literal + text, Pattern.quote(literal) + regex(text) + "(/.*)?");
  }

  /** Whether all of {@code other} is what the pattern stands for. */
  public boolean fits(String other) {
    return pattern.matcher(other).matches();
  }

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

  private static String regex(String text) {
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
