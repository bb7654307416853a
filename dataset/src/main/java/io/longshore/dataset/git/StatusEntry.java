package io.longshore.dataset.git;

/**
 * A file in a work tree that differs from HEAD.
 *
 * @param path for an untracked folder the path of the folder with a final slash
 */
public record StatusEntry(String path, Kind kind) {
  /** The kind of the difference. */
  public enum Kind {
    /** Tracked, and different in index or work tree. */
    CHANGED,
    UNTRACKED,
    /** In conflict, during a merge. */
    UNMERGED
  }
}
