package io.longshore.collection.test;

import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of an image.
 *
 * @param image its path, as the user knows it
 * @param trial what came of starting it, if it was started
 */
public record TestedImage(String image, List<Flaw> flaws, Optional<Trial> trial) {
  public TestedImage {
    flaws = List.copyOf(flaws);
  }

  public long count(Severity severity) {
    return flaws.stream().filter(flaw -> flaw.severity() == severity).count();
  }

  /** Whether it cannot start, or did not. */
  public boolean failed() {
    return count(Severity.ERROR) > 0 || trial.filter(tried -> !tried.passed()).isPresent();
  }
}
