package io.longshore.dataset.git;

import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.git.object.TreeDraft;
import io.longshore.dataset.git.object.TreeWriter;
import io.longshore.dataset.process.Command;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/**
 * Builds chains of commits that no ref points to. HEAD, the index and the work tree stay unchanged.
 * A commit costs one process, for any number of changes and any size of the repository, beside two
 * long-lived processes. Commits are signed if the user's configuration says so. Not safe for use by
 * several threads.
 */
public final class CommitBuilder implements AutoCloseable {
  private final GitRepository repository;
  private final ObjectReader reader;
  private final TreeWriter trees;
  private Optional<ObjectId> parent = Optional.empty();
  private Optional<ObjectId> parentTree = Optional.empty();
  private TreeDraft draft;

  CommitBuilder(GitRepository repository, Optional<ObjectId> base) throws IOException {
    this.repository = repository;
    this.reader = repository.openReader();
    this.trees = repository.openTreeWriter();
    this.draft = TreeDraft.empty(reader);
    startFrom(base);
  }

  /** Begins another chain. */
  public void startFrom(Optional<ObjectId> base) throws IOException {
    parent = base;
    draft = base.isPresent() ? TreeDraft.of(base.get(), reader) : TreeDraft.empty(reader);
    parentTree = base.isPresent() ? Optional.of(draft.write(trees)) : Optional.empty();
  }

  /**
   * Commits {@code changes} on top of the previous commit of this chain (the first: of its base).
   *
   * @param message the exact message, with its final line feed
   * @throws io.longshore.ground.FailureException if git does not have an object that a change
   *     refers to; the builder cannot be used then
   */
  public ObjectId commit(Collection<TreeChange> changes, String message) throws IOException {
    return commitTree(tree(changes), message);
  }

  /**
   * Commits {@code changes} like {@link #commit}, unless they change nothing.
   *
   * @return the tip
   */
  public ObjectId commitIfChanged(Collection<TreeChange> changes, String message)
      throws IOException {
    ObjectId tree = tree(changes);
    return parent.isPresent() && parentTree.equals(Optional.of(tree))
        ? parent.get()
        : commitTree(tree, message);
  }

  private ObjectId tree(Collection<TreeChange> changes) throws IOException {
    for (TreeChange change : changes) {
      draft.apply(change);
    }
    return draft.write(trees);
  }

  private ObjectId commitTree(ObjectId tree, String message) throws IOException {
    Command commitTree = repository.git("commit-tree");
    if (parent.isPresent()) {
      commitTree = commitTree.option("-p", parent.get().hex());
    }
    if (repository.signsCommits()) {
      commitTree = commitTree.options("-S");
    }
    commitTree = commitTree.operands(tree.hex());
    ObjectId commit = new ObjectId(repository.run(commitTree.withInput(message)).text());
    parent = Optional.of(commit);
    parentTree = Optional.of(tree);
    return commit;
  }

  /** The last commit built, or the base. */
  public Optional<ObjectId> tip() {
    return parent;
  }

  @Override
  public void close() throws IOException {
    try (reader;
        trees) {
      // Both are closed in reverse order, even if closing one fails.
    }
  }
}
