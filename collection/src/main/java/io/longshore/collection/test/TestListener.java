package io.longshore.collection.test;

import io.longshore.image.soundness.Flaw;
import java.nio.file.Path;
import java.util.List;

/** Receives the result of each image as soon as the image has been tested. */
public interface TestListener {
  void tested(TestedImage image);

  /**
   * All images whose content is in this clone have been tested.
   *
   * @param root the root of the dataset
   * @param absent paths, relative to the root, of the images whose content is not in this clone
   */
  void absent(Path root, List<String> absent);

  /** Receives a flaw that the layout of an absent image shows. The image still counts as absent. */
  default void ofLayout(String image, Flaw flaw) {}

  /** Receives a problem that keeps rules of the collection from being followed. */
  default void warn(String subject, String problem) {}

  default void progress(int done, int total) {}
}
