package io.longshore.collection.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/**
 * Which tags of a repository are looked at: a regular expression that fits some part of a tag, as
 * RE2 has them. RE2 takes time in proportion to the text, whatever a stranger has written, and
 * knows no look-around and no references to groups.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2, syntax</a>
 */
public final class TagPattern {
  private static final int LONGEST = 200;

  /**
   * RE2 unrolls counted repetitions of what may be the whole pattern, and multiplies those within
   * another one.
   */
  private static final long MOST_UNROLLED = 10_000;

  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{([0-9]{1,9})?,?([0-9]{1,9})?\\}");

  private final Pattern pattern;

  private TagPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException if RE2 has no such pattern, or it would take much memory
   */
  public static TagPattern parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern for tags has 1 to " + LONGEST + " characters, this one " + text.length());
    }
    long repetitions = 1;
    Matcher counted = COUNTED.matcher(text);
    while (counted.find() && repetitions * text.length() <= MOST_UNROLLED) {
      repetitions *= Math.max(1, Math.max(number(counted.group(1)), number(counted.group(2))));
    }
    if (repetitions * text.length() > MOST_UNROLLED) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' repeats too much: written out, it may have more than "
              + MOST_UNROLLED
              + " characters");
    }
    try {
      return new TagPattern(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getDescription(), e);
    }
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  public boolean fits(String tag) {
    return pattern.matcher(tag).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagPattern that && pattern.pattern().equals(that.pattern.pattern());
  }

  @Override
  public int hashCode() {
    return pattern.pattern().hashCode();
  }

  /** As written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
