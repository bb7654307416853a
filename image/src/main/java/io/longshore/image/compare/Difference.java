package io.longshore.image.compare;

/**
 * One point in which two things differ.
 *
 * @param place where: a path from the root of a tree ({@code /opt/tool}), or a part of a file
 *     ({@code header}, {@code object longshore.json})
 * @param aspect of what is there: {@code mode}, {@code content}
 * @param first how it is on the first side, in words
 * @param second how it is on the second side
 */
public record Difference(String place, String aspect, String first, String second) {
  static final String ABSENT = "absent";
  static final String PRESENCE = "presence";

  /** Whether only the first side has the file. */
  public boolean onlyFirst() {
    return aspect.equals(PRESENCE) && second.equals(ABSENT);
  }

  /** Whether only the second side has the file. */
  public boolean onlySecond() {
    return aspect.equals(PRESENCE) && first.equals(ABSENT);
  }

  /** Whether it is one of the files, and not of how they are stored. */
  public boolean isInTree() {
    return place.startsWith("/");
  }
}
