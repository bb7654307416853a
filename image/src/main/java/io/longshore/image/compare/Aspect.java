package io.longshore.image.compare;

import java.util.Arrays;
import java.util.Optional;

/** Aspects of files that a comparison can ignore. */
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

  /** Whether the aspect is an attribute of a file, and not the presence of files. */
  boolean isAttribute() {
    return this != HARD_LINKS;
  }
}
