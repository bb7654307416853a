package io.longshore.dataset.git;

/** One entry of a tree, with its path from the root of the repository. */
public record TreeEntry(RepositoryPath path, EntryMode mode, ObjectId id) {}
