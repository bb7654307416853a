package io.longshore.image.inspect;

import io.longshore.squashfs.Superblock;

/** The superblock of a root file system, or the reason why it could not be read. */
public sealed interface RootFileSystemFacts {
  record Squashfs(Superblock superblock) implements RootFileSystemFacts {}

  record Unreadable(String reason) implements RootFileSystemFacts {}
}
