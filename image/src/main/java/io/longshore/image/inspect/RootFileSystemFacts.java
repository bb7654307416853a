package io.longshore.image.inspect;

import io.longshore.squashfs.Superblock;

/** A root file system: its superblock, or why there is none to be had. */
public sealed interface RootFileSystemFacts {
  record Squashfs(Superblock superblock) implements RootFileSystemFacts {}

  record Unreadable(String reason) implements RootFileSystemFacts {}
}
