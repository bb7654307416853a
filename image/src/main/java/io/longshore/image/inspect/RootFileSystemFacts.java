package io.longshore.image.inspect;

import io.longshore.squashfs.Superblock;

/** A root file system: its superblock, or why there is none to be had. */
public sealed interface RootFileSystemFacts {
  /**
   * @param offset of the superblock, in bytes from the start of the file
   */
  record Squashfs(Superblock superblock, long offset) implements RootFileSystemFacts {}

  record Unreadable(String reason) implements RootFileSystemFacts {}
}
