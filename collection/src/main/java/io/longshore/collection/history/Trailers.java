package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import java.util.Optional;

/**
 * The trailers of a commit message, which name the run and the image that the commit belongs to.
 *
 * @param image the image that the commit changes
 * @param rolledBack the run whose image the commit rolls back; empty for a publication
 */
public record Trailers(RunId run, ImageNames image, Optional<RunId> rolledBack) {
  static final String RUN = "Longshore-Run";
  static final String IMAGE = "Longshore-Image";
  static final String ROLLED_BACK = "Longshore-Rolled-Back";

  public static Trailers ofPublication(RunId run, ImageNames image) {
    return new Trailers(run, image, Optional.empty());
  }

  public static Trailers ofRollback(RunId run, ImageNames image, RunId rolledBack) {
    return new Trailers(run, image, Optional.of(rolledBack));
  }

  /**
   * Reads the values of the trailers as git prints them, where an absent trailer is an empty text.
   *
   * @param image path of the SIF
   */
  static Optional<Trailers> parse(String run, String image, String rolledBack) {
    Optional<RunId> undone = RunId.find(rolledBack);
    if (undone.isEmpty() && !rolledBack.isEmpty()) {
      return Optional.empty();
    }
    return RunId.find(run)
        .flatMap(id -> ImageNames.ofSif(image).map(names -> new Trailers(id, names, undone)));
  }

  /**
   * @param message ends with a line feed
   */
  public String appendTo(String message) {
    StringBuilder text = new StringBuilder(message.stripTrailing()).append("\n\n");
    line(text, RUN, run.value());
    rolledBack.ifPresent(id -> line(text, ROLLED_BACK, id.value()));
    line(text, IMAGE, image.sif());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }
}
