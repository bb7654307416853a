package io.longshore.dataset.git.object;

/** One entry of a tree, with its path from the root of the repository. */
public record TreeEntry(TrackedPath path, EntryMode mode, ObjectId id) {
  public TreeEntry(RepositoryPath path, EntryMode mode, ObjectId id) {
    this(TrackedPath.of(path), mode, id);
  }
}
