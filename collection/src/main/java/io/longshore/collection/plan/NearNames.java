package io.longshore.collection.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds names that a user may have meant by a mistyped name. */
public final class NearNames {
  /**
   * One typing error for each of this many characters is plausible; with more errors it is another
   * word.
   */
  private static final int CHARACTERS_PER_SLIP = 4;

  private static final String VERSION = "--";

  private record Near(String name, int distance) {}

  private NearNames() {}

  /**
   * @param most the largest number of names returned
   * @return similar names, the nearest first
   */
  public static List<String> to(String typed, Collection<String> names, int most) {
    String wanted =
        plain(
            typed
                .substring(typed.lastIndexOf('/') + 1)
                .replaceAll("[*?\\[\\]]|^Singularity\\.|\\.(sif|oci|sing|simg)$", ""));
    if (wanted.isEmpty()) {
      return List.of();
    }
    int bearable = 1 + wanted.length() / CHARACTERS_PER_SLIP;
    return names.stream()
        .map(name -> new Near(name, distance(wanted, plain(name))))
        .filter(near -> near.distance() <= bearable)
        .sorted(
            Comparator.comparingInt(Near::distance)
                .thenComparingInt(near -> near.name().length())
                .thenComparing(Near::name))
        .limit(most)
        .map(Near::name)
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The smallest distance to the whole name, to a part of it or to the name without its version.
   */
  private static int distance(String wanted, String name) {
    if (name.contains(wanted)) {
      return 0;
    }
    int version = name.indexOf(VERSION);
    int whole = slips(wanted, name);
    return version > 0 && !wanted.contains(VERSION)
        ? Math.min(whole, slips(wanted, name.substring(0, version)))
        : whole;
  }

  /**
   * The number of typing errors between two texts: characters inserted, left out, changed or
   * swapped with their neighbour.
   */
  private static int slips(String one, String other) {
    int[][] slips = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : least(slips, one, other, i, j);
      }
    }
    return slips[one.length()][other.length()];
  }

  private static int least(int[][] slips, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int least = slips[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, 1 + slips[i - 2][j - 2]) : least;
  }
}
