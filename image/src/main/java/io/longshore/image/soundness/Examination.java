package io.longshore.image.soundness;

import io.longshore.image.inspect.ImageFacts;
import java.util.List;
import java.util.Optional;

/**
 * What looking at the files of an image has shown.
 *
 * @param flaws in the order of starting, not the worst first
 * @param command the program whose place arguments take, as they do of the command of an image
 *     without an entrypoint
 */
public record Examination(ImageFacts facts, List<Flaw> flaws, Optional<String> command) {
  public Examination {
    flaws = List.copyOf(flaws);
  }
}
