package io.longshore.dataset.git;

import io.longshore.dataset.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Builds a chain of commits that no ref points to, in an index file of its own: neither HEAD, the
 * index nor the work tree of the repository notice. Three processes per commit, whatever the number
 * of changes, and one to start from an existing commit. Not safe for use by several threads.
 */
public final class CommitBuilder implements AutoCloseable {
  private final GitRepository repository;
  private final Path index;
  private Optional<ObjectId> parent;

  /** Empty while it is not known. */
  private String parentTree = "";

  CommitBuilder(GitRepository repository, Optional<ObjectId> base) throws IOException {
    this.repository = repository;
    this.index = Files.createTempFile(repository.workFolder(), "index", "");
    // git takes an empty file for a damaged index; an absent one is an empty index.
    Files.delete(index);
    this.parent = base;
    if (base.isPresent()) {
      run(repository.git("read-tree", base.get().hex()));
    }
  }

  /**
   * Commits {@code changes} on top of the previous commit of this chain (the first: of its base).
   *
   * @param message as it shall stand in the commit, with its final line end
   */
  public ObjectId commit(Collection<TreeChange> changes, String message) throws IOException {
    stage(changes);
    return commitTree(writeTree(), message);
  }

  /**
   * As {@link #commit}, unless the changes change nothing.
   *
   * @return the tip
   */
  public ObjectId commitIfChanged(Collection<TreeChange> changes, String message)
      throws IOException {
    stage(changes);
    if (parent.isPresent() && parentTree.isEmpty()) {
      parentTree = run(repository.git("rev-parse", parent.get().hex() + "^{tree}"));
    }
    String tree = writeTree();
    return parent.isPresent() && parentTree.equals(tree) ? parent.get() : commitTree(tree, message);
  }

  private String writeTree() throws IOException {
    return run(repository.git("write-tree"));
  }

  private ObjectId commitTree(String tree, String message) throws IOException {
    Command commitTree =
        parent
            .map(id -> repository.git("commit-tree", "-p", id.hex(), tree))
            .orElseGet(() -> repository.git("commit-tree", tree));
    ObjectId commit = new ObjectId(run(commitTree.withInput(message)));
    parent = Optional.of(commit);
    parentTree = tree;
    return commit;
  }

  /** The last commit built, or the base. */
  public Optional<ObjectId> tip() {
    return parent;
  }

  private void stage(Collection<TreeChange> changes) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (TreeChange change : changes) {
      String entry =
          switch (change) {
            case TreeChange.Put put -> put.mode().octal() + " " + put.id();
            // The name is not looked at where the mode is 0.
            case TreeChange.Remove _ -> "0 " + "0".repeat(40);
          };
      lines.append(entry).append('\t').append(change.path()).append('\0');
    }
    run(repository.git("update-index", "-z", "--index-info").withInput(lines.toString()));
  }

  private String run(Command command) throws IOException {
    return repository.run(command.withEnvironment("GIT_INDEX_FILE", index.toString())).text();
  }

  @Override
  public void close() throws IOException {
    for (Path file : List.of(index, Path.of(index + ".lock"))) {
      Files.deleteIfExists(file);
    }
  }
}
