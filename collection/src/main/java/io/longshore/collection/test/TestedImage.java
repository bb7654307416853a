package io.longshore.collection.test;

import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.Severity;
import java.util.List;
import java.util.Optional;

/**
 * The result of testing an image.
 *
 * @param image the path of the image, as the user knows it
 * @param trial the result of starting the image, if it was started
 */
public record TestedImage(String image, List<Flaw> flaws, Optional<Trial> trial) {
  public TestedImage {
    flaws = List.copyOf(flaws);
  }

  public long count(Severity severity) {
    return flaws.stream().filter(flaw -> flaw.severity() == severity).count();
  }

  /** Whether the image cannot start, or was started and did not pass. */
  public boolean failed() {
    return count(Severity.ERROR) > 0 || trial.filter(tried -> !tried.passed()).isPresent();
  }
}
