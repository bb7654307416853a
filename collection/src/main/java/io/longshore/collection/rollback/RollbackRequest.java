package io.longshore.collection.rollback;

import java.nio.file.Path;
import java.util.List;

/**
 * The images that a user wants to roll back.
 *
 * @param dataset a folder in the superdataset
 * @param drop whether annexed content that only these images have is dropped too
 */
public record RollbackRequest(Path dataset, Choice choice, boolean drop) {

  /** How the user chose the images. */
  public sealed interface Choice {
    /**
     * Images by name, path, recipe or registration.
     *
     * @param currentFolder the folder that paths may be relative to
     */
    record Named(List<String> images, Path currentFolder) implements Choice {}

    /** All images of one run that are not rolled back yet. */
    record OfRun(String run) implements Choice {}

    /** All images that are not rolled back yet, of the last run that has such images. */
    record OfLastRun() implements Choice {}
  }
}
