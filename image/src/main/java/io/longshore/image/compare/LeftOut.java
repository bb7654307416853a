package io.longshore.image.compare;

import java.util.Optional;

/** Decides which paths of two trees are not compared, with all that is below them. */
interface LeftOut {
  /**
   * @param path absolute
   * @param first empty if the first tree has nothing there; one of the two has
   */
  boolean covers(String path, Optional<TreeEntry> first, Optional<TreeEntry> second);
}
