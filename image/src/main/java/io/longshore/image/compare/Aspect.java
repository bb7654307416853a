package io.longshore.image.compare;

import java.util.Arrays;
import java.util.Optional;

/** Differences that a comparison can do without. */
public enum Aspect {
  TIMES("times", "time"),
  OWNERS("owners", "owner"),
  MODES("modes", "mode"),
  HARD_LINKS("hard-links", "hard link"),
  EXTENDED_ATTRIBUTES("extended-attributes", "extended attribute");

  private final String plural;
  private final String inDifferences;

  Aspect(String plural, String inDifferences) {
    this.plural = plural;
    this.inDifferences = inDifferences;
  }

  public static Optional<Aspect> ofPlural(String name) {
    return Arrays.stream(values()).filter(aspect -> aspect.plural.equals(name)).findFirst();
  }

  public String plural() {
    return plural;
  }

  boolean covers(Difference difference) {
    return difference.aspect().equals(inDifferences)
        || difference.aspect().startsWith(inDifferences + " ");
  }

  /** Of a file, and not of which files there are. */
  boolean isAttribute() {
    return this != HARD_LINKS;
  }
}
