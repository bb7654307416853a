package io.longshore.image.compare;

import java.util.Optional;

/** Decides which paths of two trees are not compared. Paths below them are not compared either. */
interface LeftOut {
  /**
   * @param path absolute
   * @param first empty if the first tree does not have {@code path}; at least one tree has it
   */
  boolean covers(String path, Optional<TreeEntry> first, Optional<TreeEntry> second);
}
