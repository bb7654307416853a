package io.longshore.dataset.git.object;

/** A difference between a commit and the one built on it. */
public sealed interface TreeChange {
  RepositoryPath path();

  /**
   * Adds or replaces an entry. A file in the way of one of its folders, or a folder in its own way,
   * gives way.
   */
  record Put(RepositoryPath path, EntryMode mode, ObjectId id) implements TreeChange {
    public Put {
      if (mode == EntryMode.TREE) {
        throw new IllegalArgumentException("folders follow from the files in them: " + path);
      }
    }
  }

  /** Removes one entry; nothing happens if there is none. Folders left empty vanish. */
  record Remove(RepositoryPath path) implements TreeChange {}

  /** Removes all entries below a folder; nothing happens if there is none. */
  record RemoveFolder(RepositoryPath path) implements TreeChange {}
}
