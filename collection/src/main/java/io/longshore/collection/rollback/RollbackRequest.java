package io.longshore.collection.rollback;

import java.nio.file.Path;
import java.util.List;

/**
 * What to take back.
 *
 * @param dataset a folder in the superdataset
 * @param drop whether annexed content goes too that only these images had
 */
public record RollbackRequest(Path dataset, Choice choice, boolean drop) {

  /** Which images. */
  public sealed interface Choice {
    /** Those a user names: by name, path, recipe or registration. */
    record Named(List<String> images) implements Choice {}

    /** All that stands of one run. */
    record OfRun(String run) implements Choice {}

    /** All that stands of the last run of which anything does. */
    record OfLastRun() implements Choice {}
  }
}
