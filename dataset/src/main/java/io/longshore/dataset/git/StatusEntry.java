package io.longshore.dataset.git;

/**
 * Something in a work tree that differs from its commit.
 *
 * @param path a folder, with a final slash, for an untracked folder
 */
public record StatusEntry(String path, Kind kind) {
  /** What differs. */
  public enum Kind {
    /** Tracked, and different in index or work tree. */
    CHANGED,
    UNTRACKED,
    /** In the middle of a merge. */
    UNMERGED
  }
}
