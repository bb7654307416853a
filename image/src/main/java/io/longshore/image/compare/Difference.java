package io.longshore.image.compare;

/**
 * One difference between two images.
 *
 * @param place a path from the root of a tree ({@code /opt/tool}), or a part of a file ({@code
 *     header}, {@code object longshore.json})
 * @param aspect the property that differs: {@code mode}, {@code content}
 * @param first its value on the first side, in words
 * @param second its value on the second side, in words
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

  /** Whether the difference is in the tree of files, and not in how the files are stored. */
  public boolean isInTree() {
    return place.startsWith("/");
  }
}
