package io.longshore.collection.test;

import java.util.List;

/** Is told of each image as soon as it has been looked at. */
public interface TestListener {
  void tested(TestedImage image);

  /**
   * Images of the dataset that nobody could look at.
   *
   * @param absent paths of those whose content is not in this clone
   */
  void absent(List<String> absent);

  default void progress(int done, int total) {}
}
