package io.longshore.image.soundness;

import io.longshore.squashfs.Inode;

/** Where a path leads inside an image. */
sealed interface Resolution {
  /**
   * @param path after all links
   * @param open whether everybody may go through all folders on the way
   */
  record Found(String path, Inode inode, boolean open) implements Resolution {}

  /**
   * @param path what is not there, after the links on the way
   */
  record Absent(String path) implements Resolution {}

  /** More links than the kernel follows, or a path longer than it takes. */
  record Endless() implements Resolution {}
}
