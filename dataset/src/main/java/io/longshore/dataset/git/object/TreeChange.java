package io.longshore.dataset.git.object;

/** A change from a commit to the commit built on it. */
public sealed interface TreeChange {
  RepositoryPath path();

  /**
   * Adds or replaces an entry. A file at the path of one of its folders, or a folder at its own
   * path, is removed.
   */
  record Put(RepositoryPath path, EntryMode mode, ObjectId id) implements TreeChange {
    public Put {
      if (mode == EntryMode.TREE) {
        throw new IllegalArgumentException("folders follow from the files in them: " + path);
      }
    }
  }

  /** Removes one entry, if it exists. Folders that become empty are removed. */
  record Remove(RepositoryPath path) implements TreeChange {}

  /** Removes all entries below a folder, if it exists. */
  record RemoveFolder(RepositoryPath path) implements TreeChange {}
}
