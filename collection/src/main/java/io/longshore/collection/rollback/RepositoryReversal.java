package io.longshore.collection.rollback;

import io.longshore.collection.transaction.RefChange;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.git.object.TreeDifference;
import io.longshore.dataset.git.object.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reverts changes in one repository with a chain of commits that no ref points to yet. Obstacles
 * are collected; a chain with obstacles must not be published.
 */
final class RepositoryReversal implements AutoCloseable {
  private final GitRepository git;
  private final Head head;
  private final Map<RepositoryPath, TreeEntry> tip = new HashMap<>();
  private final Set<RepositoryPath> touched = new LinkedHashSet<>();
  private final List<TreeChange> pending = new ArrayList<>();
  private final ObjectReader reader;
  private final BlobWriter writer;
  private final CommitBuilder chain;

  RepositoryReversal(GitRepository git) throws IOException {
    this.git = git;
    this.head = git.head();
    for (TreeEntry entry : git.entries(head.commit().orElseThrow())) {
      entry.path().ours().ifPresent(path -> tip.put(path, entry));
    }
    this.reader = git.openReader();
    this.writer = git.openWriter();
    this.chain = git.buildOn(head.commit());
  }

  /** The branch and commit at HEAD when the reversal began, without the commits built since. */
  Head head() {
    return head;
  }

  boolean has(RepositoryPath path) {
    return tip.containsKey(path);
  }

  DataladConfig configuration() throws IOException {
    TreeEntry entry = tip.get(DataladConfig.PATH);
    return DataladConfig.parse(
        entry == null ? new byte[0] : reader.blob(entry.id()).orElse(new byte[0]));
  }

  /**
   * Reverts the changes between two commits in the next commit, except those of subdatasets.
   *
   * @return the obstacles
   */
  List<String> undo(ObjectId before, ObjectId after) throws IOException {
    List<String> obstacles = new ArrayList<>();
    for (TreeDifference made : git.differences(before, after)) {
      Optional<RepositoryPath> ours = made.path().ours();
      if (ours.isEmpty()) {
        obstacles.add(made.path() + " was changed along, and is none of Longshore's files");
      } else if (ours.get().equals(DataladConfig.PATH)) {
        RegistrationReversal reversal =
            new RegistrationReversal(
                DataladConfig.at(reader, before), DataladConfig.at(reader, after));
        obstacles.addAll(reversal.obstacles(configuration()));
        if (obstacles.isEmpty()) {
          byte[] restored = reversal.applyTo(configuration()).bytes();
          put(ours.get(), new TreeEntry(made.path(), EntryMode.FILE, writer.write(restored)));
        }
      } else if (!isSubdataset(made)) {
        if (Optional.ofNullable(tip.get(ours.get())).equals(made.after())) {
          set(ours.get(), made.before());
        } else {
          obstacles.add(made.path() + " was changed since");
        }
      }
    }
    return obstacles;
  }

  private static boolean isSubdataset(TreeDifference made) {
    return made.before().or(made::after).orElseThrow().mode() == EntryMode.GITLINK;
  }

  private void set(RepositoryPath path, Optional<TreeEntry> entry) {
    if (entry.isPresent()) {
      put(path, entry.get());
    } else {
      tip.remove(path);
      touched.add(path);
      pending.add(new TreeChange.Remove(path));
    }
  }

  private void put(RepositoryPath path, TreeEntry entry) {
    tip.put(path, entry);
    touched.add(path);
    pending.add(new TreeChange.Put(path, entry.mode(), entry.id()));
  }

  /** Sets the commit of a subdataset in the next commit. */
  void setSubdataset(RepositoryPath path, ObjectId commit) {
    pending.add(new TreeChange.Put(path, EntryMode.GITLINK, commit));
  }

  /** Commits the changes reverted since the last commit, if there are any. */
  ObjectId commit(String message) throws IOException {
    ObjectId commit = chain.commitIfChanged(pending, message);
    pending.clear();
    return commit;
  }

  /** The move of the branch to the last commit. */
  RefChange change() {
    return RefChange.of(head, chain.tip().orElseThrow());
  }

  /**
   * @throws io.longshore.ground.FailureException of kind DATASET if a file concerned has changes
   *     that are not committed
   */
  void requireClean() throws IOException {
    if (!touched.isEmpty()) {
      git.workTree().requireClean(touched);
    }
  }

  @Override
  public void close() throws IOException {
    try (reader;
        writer;
        chain) {
      // All are closed in reverse order, even if closing one fails.
    }
  }
}
