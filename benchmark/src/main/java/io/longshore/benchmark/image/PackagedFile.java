package io.longshore.benchmark.image;

import io.longshore.benchmark.image.FileSpool.Slice;

/** A file of a Debian package. */
sealed interface PackagedFile {
  /** The path, without a leading slash or dot and without a trailing slash. */
  String path();

  record Directory(String path, int mode, long uid, long gid) implements PackagedFile {}

  record Regular(String path, int mode, long uid, long gid, Slice content)
      implements PackagedFile {}

  record SymbolicLink(String path, String target) implements PackagedFile {}

  /**
   * @param target path of the target, in the form of {@link #path}
   */
  record HardLink(String path, String target) implements PackagedFile {}
}
