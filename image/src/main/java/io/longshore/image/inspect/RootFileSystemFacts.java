package io.longshore.image.inspect;

import io.longshore.squashfs.Superblock;

/** The superblock of a root file system, or the reason why it could not be read. */
public sealed interface RootFileSystemFacts {
  /**
   * @param offset of the superblock, in bytes from the start of the file
   */
  record Squashfs(Superblock superblock, long offset) implements RootFileSystemFacts {}

  record Unreadable(String reason) implements RootFileSystemFacts {}
}
