package io.longshore.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a user meant to type. */
final class Similarity {
  private Similarity() {}

  /**
   * The candidate with the fewest typing errors, if they are few for its length. Nothing is guessed
   * from two letters. A candidate that begins with {@code typed} counts as one error.
   */
  static Optional<String> nearest(String typed, Collection<String> candidates) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    if (wanted.length() < 3) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(candidate -> mistakes(wanted, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> mistakes(wanted, candidate)));
  }

  private static int mistakes(String typed, String candidate) {
    return candidate.startsWith(typed) ? 1 : distance(typed, candidate);
  }

  /**
   * The number of letters to add, leave out, replace or swap with the next one.
   *
   * @see <a href="https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance">optimal
   *     string alignment distance</a>
   */
  static int distance(String one, String other) {
    int[][] to = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          to[i][j] = i + j;
          continue;
        }
        int replaced = to[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(to[i - 1][j], to[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        to[i][j] = swapped ? Math.min(least, to[i - 2][j - 2] + 1) : least;
      }
    }
    return to[one.length()][other.length()];
  }
}
