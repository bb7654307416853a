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
 * The differences between the trees of two images, without the files that builders add.
 *
 * @param first the first differences, in the order of their paths
 * @param total number of all differences
 * @param aspects number of differences of each aspect
 * @param onlyFirst number of files that only the first image has; a directory with its content
 *     counts as one
 * @param onlySecond number of files that only the second image has
 * @param leftOut paths that were not compared, without the paths below them
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
   * Compares two images to the end. The attributes of the root come from the builder and are left
   * out.
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
   * The result in one line: {@code the same files}, or the number of differences of each kind.
   *
   * @param one the name of the first image
   * @param other the name of the second image
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
