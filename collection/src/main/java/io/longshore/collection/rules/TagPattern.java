package io.longshore.collection.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/**
 * A regular expression that chooses tags of a repository. It has to fit some part of a tag. The
 * syntax is the syntax of RE2, which has no look-around and no references to groups. RE2 takes time
 * in proportion to the text, even if a stranger wrote the pattern.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2, syntax</a>
 */
public final class TagPattern {
  private static final int LONGEST = 200;

  /**
   * The most characters that a pattern may have with its counted repetitions written out, as RE2
   * does. A repetition may repeat the whole pattern, and repetitions within repetitions multiply.
   */
  private static final long MOST_UNROLLED = 10_000;

  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{([0-9]{1,9})?,?([0-9]{1,9})?\\}");

  private final Pattern pattern;

  private TagPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException if the text is no pattern of RE2, or if the pattern would take
   *     too much memory
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

  /** The pattern as written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
