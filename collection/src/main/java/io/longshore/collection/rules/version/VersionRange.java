package io.longshore.collection.rules.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions, such as {@code >=20.2 <21}. All conditions of the range must hold. Blanks or
 * commas stand between the conditions.
 *
 * <p>{@code >=}, {@code >}, {@code <=}, {@code <}, {@code =} and {@code !=} compare by the order of
 * {@link Version}; {@code 20.2.*}, {@code =20.2.*} and {@code !=20.2.*} compare the beginning. As
 * {@code 20.2} comes before {@code 20.2.0}, {@code <=20.2} leaves out 20.2.0: write {@code <20.3}
 * instead. {@code <21} leaves out the pre-releases of 21 too. Text that does not look like a
 * version is in no range.
 *
 * @param text as written
 */
public record VersionRange(String text, List<Condition> conditions) {
  private static final Pattern CONDITION =
      Pattern.compile(
          "(>=|<=|!=|==?|>|<)?[ \t]*([0-9][0-9A-Za-z._+-]*?)(\\.\\*)?(?=[, \t]|$)[, \t]*");
  private static final int LONGEST = 200;

  /** How a version is compared. */
  enum Comparison {
    AT_LEAST,
    ABOVE,
    AT_MOST,
    BELOW,
    EQUAL,
    UNEQUAL,
    BEGINNING,
    OTHER_BEGINNING
  }

  /** A comparison with one version. */
  record Condition(Comparison comparison, Version version) {
    boolean holds(Version candidate) {
      return switch (comparison) {
        case AT_LEAST -> candidate.compareTo(version) >= 0;
        case ABOVE -> candidate.compareTo(version) > 0;
        case AT_MOST -> candidate.compareTo(version) <= 0;
        case BELOW ->
            candidate.compareTo(version) < 0
                && !(candidate.isPreRelease() && candidate.beginsWith(version));
        case EQUAL -> candidate.equals(version);
        case UNEQUAL -> !candidate.equals(version);
        case BEGINNING -> candidate.beginsWith(version);
        case OTHER_BEGINNING -> !candidate.beginsWith(version);
      };
    }
  }

  public VersionRange {
    conditions = List.copyOf(conditions);
  }

  /**
   * @throws IllegalArgumentException if {@code text} is no range; the message quotes it
   */
  public static VersionRange parse(String text) {
    String wanted = text.strip();
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      throw new IllegalArgumentException("not a range of versions: '" + shown(text) + "'");
    }
    List<Condition> conditions = new ArrayList<>();
    Matcher matcher = CONDITION.matcher(wanted);
    int end = 0;
    while (end < wanted.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException(
            "not a range of versions: '" + shown(text) + "', such as '>=20.2 <21' or '20.2.*'");
      }
      conditions.add(condition(matcher, text));
      end = matcher.end();
    }
    return new VersionRange(wanted, conditions);
  }

  private static Condition condition(Matcher found, String text) {
    String operator = found.group(1) == null ? "=" : found.group(1);
    boolean beginning = found.group(3) != null;
    Comparison comparison =
        switch (operator) {
          case ">=" -> Comparison.AT_LEAST;
          case ">" -> Comparison.ABOVE;
          case "<=" -> Comparison.AT_MOST;
          case "<" -> Comparison.BELOW;
          case "!=" -> beginning ? Comparison.OTHER_BEGINNING : Comparison.UNEQUAL;
          default -> beginning ? Comparison.BEGINNING : Comparison.EQUAL;
        };
    boolean takesBeginning =
        comparison == Comparison.BEGINNING || comparison == Comparison.OTHER_BEGINNING;
    if (beginning && !takesBeginning) {
      throw new IllegalArgumentException(
          "'" + operator + "' takes a version without '.*': '" + shown(text) + "'");
    }
    return new Condition(comparison, new Version(found.group(2)));
  }

  private static String shown(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  public boolean contains(Version version) {
    return version.looksLikeVersion()
        && conditions.stream().allMatch(condition -> condition.holds(version));
  }

  /** As {@link #text}. */
  @Override
  public String toString() {
    return text;
  }
}
