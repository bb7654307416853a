package io.longshore.collection.rules.version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number or a word of a version.
 *
 * @param text a number without its leading zeros, or a word in lower case
 */
record VersionPart(Kind kind, String text) {
  /**
   * The kinds in ascending order. The order decides between versions whose earlier parts are equal.
   */
  enum Kind {
    PRE_RELEASE,
    /** Stands at the end of every version, so that a version can be compared with a longer one. */
    END,
    /**
     * A number behind a hyphen, an underscore or a plus sign, but not directly after a pre-release
     * word.
     */
    REVISION,
    WORD,
    NUMBER
  }

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9._+-]+");
  private static final Pattern LOST_DOT = Pattern.compile("0([0-9]+(?:\\..*)?)", Pattern.DOTALL);
  private static final VersionPart LAST = new VersionPart(Kind.END, "");

  /** The words of pre-releases, earliest first. */
  private static final List<String> BEFORE_RELEASE =
      List.of(
          "master",
          "nightly",
          "snapshot",
          "dev",
          "devel",
          "develop",
          "a",
          "alpha",
          "b",
          "beta",
          "pre",
          "preview",
          "rc");

  private static final Comparator<VersionPart> ORDER =
      Comparator.comparing(VersionPart::kind)
          .thenComparingInt(VersionPart::rank)
          .thenComparing(VersionPart::text);

  static List<VersionPart> of(String version) {
    Matcher lostDot = LOST_DOT.matcher(version);
    String text = lostDot.matches() ? "0." + lostDot.group(1) : version;
    List<VersionPart> parts = new ArrayList<>();
    Matcher found = PART.matcher(text);
    while (found.find()) {
      char first = text.charAt(found.start());
      boolean number = first >= '0' && first <= '9';
      parts.add(number ? number(text, found, parts) : word(text, found));
    }
    return parts;
  }

  private static VersionPart number(String text, Matcher found, List<VersionPart> before) {
    boolean counts = before.isEmpty() || before.getLast().kind == Kind.PRE_RELEASE;
    char separator = found.start() == 0 ? '.' : text.charAt(found.start() - 1);
    boolean revision = !counts && "-_+".indexOf(separator) >= 0;
    return new VersionPart(
        revision ? Kind.REVISION : Kind.NUMBER, found.group().replaceFirst("^0+(?=.)", ""));
  }

  private static VersionPart word(String text, Matcher found) {
    String word = found.group().toLowerCase(Locale.ROOT);
    boolean before =
        word.contains("master")
            || (BEFORE_RELEASE.contains(word)
                && (word.length() > 1 || isCounted(text, found.end())));
    return new VersionPart(before ? Kind.PRE_RELEASE : Kind.WORD, word);
  }

  /** Whether a whole number stands at {@code from}, and not a part of something like a hash. */
  private static boolean isCounted(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end > from && (end == text.length() || "._-+".indexOf(text.charAt(end)) >= 0);
  }

  boolean isPreRelease() {
    return kind == Kind.PRE_RELEASE;
  }

  /**
   * The rank among parts of one kind. For a number it is the length, as longer numbers are greater;
   * for a pre-release word it is the place in the list.
   */
  private int rank() {
    return switch (kind) {
      case NUMBER, REVISION -> text.length();
      case PRE_RELEASE -> text.contains("master") ? 0 : BEFORE_RELEASE.indexOf(text);
      case END, WORD -> 0;
    };
  }

  /** Compares part for part. The end of a version comes after pre-releases and before revisions. */
  static int compare(List<VersionPart> one, List<VersionPart> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      int order = ORDER.compare(at(one, i), at(other, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static VersionPart at(List<VersionPart> parts, int i) {
    return i < parts.size() ? parts.get(i) : LAST;
  }
}
