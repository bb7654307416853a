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

/** The images that a user chose: all images, or the images that fit at least one pattern. */
public record ImageChoice(List<ImagePattern> patterns) {
  private static final int MOST_NEAR = 3;

  public ImageChoice {
    patterns = List.copyOf(patterns);
  }

  /**
   * @param typed patterns as the user typed them; empty for all images
   * @param currentFolder a folder that paths may be relative to
   * @param root the root of the dataset, which paths may be relative to as well
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
   * The words of the failure for a pattern that fits no image.
   *
   * @param problem words that follow the pattern
   * @param next the command that lists the images
   */
  public record Absence(String problem, NextStep next) {}

  /**
   * The chosen images, pattern by pattern, without repetitions.
   *
   * @param known gives the names of an image
   * @throws FailureException of kind MISSING if a pattern fits no image; the message suggests
   *     similar names
   */
  public <T> Set<T> among(
      Collection<T> images, Function<? super T, NamedImage> known, Absence absence)
      throws FailureException {
    return among(images, known, (_, _) -> false, absence);
  }

  /**
   * Does the same as {@link #among(Collection, Function, Absence)}.
   *
   * @param also another test whether a typed text means an image
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

  /** The failure for a pattern that fits no image. */
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
