package io.longshore.image.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the trees of two images differ, but for what their builders put there.
 *
 * @param first the first differences, in the order of their paths
 * @param total how many there are
 * @param aspects how many there are of each aspect
 * @param onlyFirst files that only the first image has; a directory counts as one, whatever is in
 *     it
 * @param onlySecond files that only the second image has
 * @param leftOut paths that were not compared, those in them not told
 */
public record ImageComparison(
    List<Difference> first,
    long total,
    SortedMap<String, Long> aspects,
    long onlyFirst,
    long onlySecond,
    SortedSet<String> leftOut) {
  public ImageComparison {
    first = List.copyOf(first);
    aspects = Collections.unmodifiableSortedMap(new TreeMap<>(aspects));
    leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
  }

  /**
   * Compares to the end. The attributes of the root are the builder's too, and left out.
   *
   * @param ignored aspects that are not compared
   * @param limit how many differences are kept
   */
  public static ImageComparison of(
      ComparedImage one, ComparedImage other, Collection<Aspect> ignored, int limit) {
    Set<String> directories = new HashSet<>(one.recipeDirectories());
    directories.addAll(other.recipeDirectories());
    BuilderFiles builderFiles = new BuilderFiles(directories);
    Tally tally = new Tally(ignored, limit);
    TreeComparison.compare(one.root(), other.root(), builderFiles, tally::add);
    return new ImageComparison(
        tally.kept,
        tally.total,
        tally.aspects,
        tally.onlyFirst,
        tally.onlySecond,
        builderFiles.met());
  }

  public boolean equal() {
    return total == 0;
  }

  /**
   * In a line: {@code the same files}, or how many differences there are of which kind.
   *
   * @param one what the first image is called
   * @param other what the second image is called
   */
  public String summary(String one, String other) {
    if (equal()) {
      return "the same files";
    }
    List<String> parts = new ArrayList<>();
    if (onlyFirst > 0) {
      parts.add(onlyFirst + " only in " + one);
    }
    if (onlySecond > 0) {
      parts.add(onlySecond + " only in " + other);
    }
    aspects.forEach(
        (aspect, count) -> {
          if (!aspect.equals(Difference.PRESENCE)) {
            parts.add(count + " of " + aspect);
          }
        });
    return (total == 1 ? "1 difference: " : total + " differences: ") + String.join(", ", parts);
  }

  private static final class Tally {
    final Set<Aspect> ignored;
    final int limit;
    final List<Difference> kept = new ArrayList<>();
    final SortedMap<String, Long> aspects = new TreeMap<>();
    long total;
    long onlyFirst;
    long onlySecond;

    Tally(Collection<Aspect> ignored, int limit) {
      this.ignored = ignored.isEmpty() ? EnumSet.noneOf(Aspect.class) : EnumSet.copyOf(ignored);
      this.limit = limit;
    }

    void add(Difference difference) {
      if (ignored.stream().anyMatch(aspect -> aspect.covers(difference)) || isOfRoot(difference)) {
        return;
      }
      total++;
      aspects.merge(difference.aspect(), 1L, Long::sum);
      onlyFirst += difference.onlyFirst() ? 1 : 0;
      onlySecond += difference.onlySecond() ? 1 : 0;
      if (kept.size() < limit) {
        kept.add(difference);
      }
    }

    private static boolean isOfRoot(Difference difference) {
      return difference.place().equals("/")
          && Arrays.stream(Aspect.values())
              .anyMatch(aspect -> aspect.isAttribute() && aspect.covers(difference));
    }
  }
}
