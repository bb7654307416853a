package io.longshore.collection.plan;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Which images a user means: all, or those that one of some patterns fits. */
public record ImageChoice(List<ImagePattern> patterns) {
  private static final int MOST_NEAR = 3;

  public ImageChoice {
    patterns = List.copyOf(patterns);
  }

  /**
   * @param typed patterns; all images if there are none
   * @param currentFolder what paths may be relative to
   * @param root of the dataset, which they may be relative to as well
   */
  public static ImageChoice of(List<String> typed, Path currentFolder, Path root)
      throws IOException {
    List<ImagePattern> patterns = new ArrayList<>();
    for (String text : typed) {
      patterns.add(ImagePattern.of(text, currentFolder, root));
    }
    return new ImageChoice(patterns);
  }

  public boolean isEverything() {
    return patterns.isEmpty();
  }

  /**
   * What to say of a pattern that fits no image.
   *
   * @param problem follows the pattern
   * @param next where to look
   */
  public record Absence(String problem, NextStep next) {}

  /**
   * The images meant, pattern by pattern, each once.
   *
   * @param known what an image answers to
   * @throws FailureException of kind MISSING if a pattern fits none; it names some that are near
   */
  public <T> Set<T> among(
      Collection<T> images, Function<? super T, NamedImage> known, Absence absence)
      throws FailureException {
    return among(images, known, (_, _) -> false, absence);
  }

  /**
   * As {@link #among(Collection, Function, Absence)}.
   *
   * @param also whether a text means an image in some other way
   */
  public <T> Set<T> among(
      Collection<T> images,
      Function<? super T, NamedImage> known,
      BiPredicate<String, ? super T> also,
      Absence absence)
      throws FailureException {
    if (isEverything()) {
      return new LinkedHashSet<>(images);
    }
    Set<T> chosen = new LinkedHashSet<>();
    for (ImagePattern pattern : patterns) {
      List<T> found =
          images.stream()
              .filter(
                  image -> pattern.fits(known.apply(image)) || also.test(pattern.typed(), image))
              .toList();
      if (found.isEmpty()) {
        throw absent(pattern.typed(), images.stream().map(known).toList(), absence);
      }
      chosen.addAll(found);
    }
    return chosen;
  }

  /** What to throw for a pattern that fits nothing. */
  public static FailureException absent(
      String typed, Collection<? extends NamedImage> images, Absence absence) {
    List<String> near =
        NearNames.to(
            typed,
            images.stream().flatMap(image -> image.names().stream()).distinct().toList(),
            MOST_NEAR);
    return new FailureException(
        FailureKind.MISSING,
        typed,
        absence.problem(),
        near.isEmpty()
            ? absence.next()
            : NextStep.of("did you mean {}? Otherwise: ", near).then(absence.next()));
  }
}
