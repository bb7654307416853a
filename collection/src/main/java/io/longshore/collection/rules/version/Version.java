package io.longshore.collection.rules.version;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version that a tag or the name of an image states: {@code 20.2.8}, {@code 0.16.0RC3}, {@code
 * 0.4-gpu}, {@code latest}.
 *
 * <p>Any text is a version, and any two versions have an order. Numbers are compared by value, part
 * for part, so that {@code 1.10} follows {@code 1.9}. A shorter version comes first, so that {@code
 * 3.6} and {@code 3.6-mbilas} come before {@code 3.6.0}. A pre-release comes before its release.
 * Other words, and revisions as in {@code 2.2.0-1}, come after the release. Text that does not
 * begin with a number comes before all text that does. A first number with a leading zero has lost
 * its dot: {@code 04.0} is taken for {@code 0.4.0}, since the publisher who wrote it was not at
 * version 4. Versions that are equal by these rules are ordered by their spelling, so that the
 * order is consistent with {@code equals}.
 *
 * @param text mostly without the prefix of a tag; the order ignores a prefix
 */
public record Version(String text) implements Comparable<Version> {
  private static final Pattern PREFIXED =
      Pattern.compile("(?:[vV]|(?i:version-|release-))([0-9].*)", Pattern.DOTALL);
  private static final Pattern DOTTED = Pattern.compile("[0-9]+\\.[0-9A-Za-z].*", Pattern.DOTALL);
  private static final Pattern DATE =
      Pattern.compile(
          "(?:19|20)[0-9]{2}(-?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12][0-9]|3[01])(?:[^0-9].*)?",
          Pattern.DOTALL);
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::parts, VersionPart::compare).thenComparing(Version::text);

  /**
   * The version that a tag names, without a prefix. A prefix is {@code v}, {@code V}, {@code
   * version-} or {@code release-} if a digit follows.
   */
  public static Version ofTag(String tag) {
    return new Version(withoutPrefix(tag));
  }

  private static String withoutPrefix(String tag) {
    Matcher prefixed = PREFIXED.matcher(tag);
    return prefixed.matches() ? prefixed.group(1) : tag;
  }

  /**
   * Whether the text is a number, a dot and more, such as {@code 1.0}, or a day, such as {@code
   * 20220617}.
   */
  public boolean looksLikeVersion() {
    String bare = withoutPrefix(text);
    return DOTTED.matcher(bare).matches() || DATE.matcher(bare).matches();
  }

  /**
   * Whether the version comes before a release, such as {@code 1.0a1}, {@code 0.16.0RC3}, {@code
   * 6.0.0.beta-0}, {@code 1.8.1-dev.0} and {@code master}. The letter {@code a} without a number
   * does not count, because some publishers number their releases 21a, 21b.
   */
  public boolean isPreRelease() {
    return parts().stream().anyMatch(VersionPart::isPreRelease);
  }

  /**
   * Whether the first parts of this version are the parts of {@code other}: {@code 20.2.8} begins
   * with {@code 20.2}.
   */
  boolean beginsWith(Version other) {
    List<VersionPart> beginning = other.parts();
    List<VersionPart> parts = parts();
    return parts.size() >= beginning.size()
        && VersionPart.compare(parts.subList(0, beginning.size()), beginning) == 0;
  }

  private List<VersionPart> parts() {
    return VersionPart.of(withoutPrefix(text));
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  /** As {@link #text}. */
  @Override
  public String toString() {
    return text;
  }
}
