package io.longshore.collection.test;

import io.longshore.image.soundness.Flaw;
import java.nio.file.Path;
import java.util.List;

/** Is told of each image as soon as it has been looked at. */
public interface TestListener {
  void tested(TestedImage image);

  /**
   * Images of the dataset that nobody could look at.
   *
   * @param root of the dataset
   * @param absent paths, relative to the root, of those whose content is not in this clone
   */
  void absent(Path root, List<String> absent);

  /** Tells what the layout of an absent image shows; the image counts as absent all the same. */
  default void ofLayout(String image, Flaw flaw) {}

  /** Tells of something that keeps the rules of the collection from being followed. */
  default void warn(String subject, String problem) {}

  default void progress(int done, int total) {}
}
