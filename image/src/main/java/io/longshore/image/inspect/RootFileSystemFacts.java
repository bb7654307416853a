package io.longshore.image.inspect;

import io.longshore.squashfs.Superblock;

/** The superblock of a root file system, or the reason why it could not be read. */
public sealed interface RootFileSystemFacts {
  /**
   * @param offset of the superblock, in bytes from the start of the file
   */
  record Squashfs(Superblock superblock, long offset) implements RootFileSystemFacts {}

  /** It breaks the rules of its format, or there is none. */
  record Unreadable(String reason) implements RootFileSystemFacts {}

  /** Another file system than squashfs, or a squashfs in a form that Longshore does not read. */
  record Foreign(String reason) implements RootFileSystemFacts {}
}
