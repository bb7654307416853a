package io.longshore.dataset.git;

import java.util.stream.Stream;

/**
 * Which names git allows for branches.
 *
 * @see <a href="https://git-scm.com/docs/git-check-ref-format">git-check-ref-format(1)</a>
 */
public final class RefName {
  static final String BRANCHES = "refs/heads/";
  private static final String MEANS_SOMETHING = " ~^:?*[\\\u007f";

  private RefName() {}

  /** Whether {@code ref} is the full name of a branch, such as {@code refs/heads/master}. */
  public static boolean isBranch(String ref) {
    return ref.startsWith(BRANCHES)
        && ref.codePoints().allMatch(RefName::meansItself)
        && !ref.contains("..")
        && !ref.contains("@{")
        && !ref.endsWith(".")
        && Stream.of(ref.split("/", -1)).allMatch(RefName::isComponent);
  }

  private static boolean meansItself(int c) {
    return c >= ' '
        && MEANS_SOMETHING.indexOf(c) < 0
        && Character.getType(c) != Character.SURROGATE;
  }

  private static boolean isComponent(String text) {
    return !text.isEmpty() && !text.startsWith(".") && !text.endsWith(".lock");
  }
}
