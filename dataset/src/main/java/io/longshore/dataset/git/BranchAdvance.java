package io.longshore.dataset.git;

import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeDifference;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A branch that moves from one commit to another, with the index and the files that go with it, and
 * with every lock held from the beginning: several repositories can be prepared before the first
 * one moves. Files that are the same in both commits keep whatever state they are in.
 *
 * <p>{@link #prepare}, {@link #move}, {@link #bring}, {@link #close}; what fails before {@link
 * #move} changes nothing, and after it {@link #follow} goes on.
 */
public final class BranchAdvance implements AutoCloseable {
  private final IndexLock lock;
  private final StagedCheckout checkout;
  private final WorkTreePlaces places;
  private final RefTransaction branch;

  private BranchAdvance(
      IndexLock lock, StagedCheckout checkout, WorkTreePlaces places, RefTransaction branch) {
    this.lock = lock;
    this.checkout = checkout;
    this.places = places;
    this.branch = branch;
  }

  /**
   * Does all that can fail, and waits for other gits where they are at work. Nobody sees anything
   * of it yet.
   *
   * @param from empty if the branch has no commit yet
   * @throws FailureException if the branch is not there any more or not the one that is checked
   *     out, a file or the index has changes of its own where the commits differ, a lock stays, or
   *     a hook refuses
   */
  public static BranchAdvance prepare(
      GitRepository repository, String ref, Optional<ObjectId> from, ObjectId to, String reason)
      throws IOException {
    ObjectId base = from.orElseGet(repository::emptyTree);
    List<TreeDifference> differences = repository.differences(base, to);
    IndexLock lock = IndexLock.acquire(repository);
    StagedCheckout checkout = new StagedCheckout(repository, base, to, differences);
    boolean prepared = false;
    try {
      requireCheckedOut(repository, ref);
      Set<RepositoryPath> paths = paths(differences);
      WorkTreePlaces places = WorkTreePlaces.look(repository, paths, Set.of());
      if (!paths.isEmpty()) {
        repository.workTree().requireClean(paths);
      }
      checkout.make();
      RefTransaction branch = RefTransaction.prepare(repository, ref, from, to, reason);
      prepared = true;
      return new BranchAdvance(lock, checkout, places, branch);
    } finally {
      if (!prepared) {
        try (lock) {
          checkout.discard();
        }
      }
    }
  }

  /**
   * Brings files and index along after a branch was moved by a run that then was broken off. May be
   * repeated. Does nothing where another branch is checked out by now.
   *
   * @throws FailureException of kind DATASET if a file at a place where the commits differ is
   *     somebody's
   */
  public static void follow(
      GitRepository repository, String ref, Optional<ObjectId> from, ObjectId to)
      throws IOException {
    if (!repository.head().branch().equals(ref)) {
      return;
    }
    ObjectId base = from.orElseGet(repository::emptyTree);
    List<TreeDifference> differences = repository.differences(base, to);
    try (IndexLock lock = IndexLock.acquire(repository)) {
      StagedCheckout checkout = new StagedCheckout(repository, base, to, differences);
      checkout.make();
      Set<RepositoryPath> somebodys = new HashSet<>(checkout.neitherOldNorNew());
      somebodys.retainAll(paths(differences));
      for (TreeDifference difference : differences) {
        if (difference.after().isPresent() && somebodys.contains(StagedCheckout.path(difference))) {
          throw somebodys(repository, StagedCheckout.path(difference));
        }
      }
      WorkTreePlaces places = WorkTreePlaces.look(repository, paths(differences), somebodys);
      checkout.bring(lock, places);
    }
  }

  private static FailureException somebodys(GitRepository repository, RepositoryPath path) {
    return new FailureException(
        FailureKind.DATASET,
        path.in(repository.root()).toString(),
        "is neither as it was nor as an interrupted run was about to make it",
        NextStep.of("move it elsewhere, then: longshore resume -C {}", repository.root()));
  }

  private static void requireCheckedOut(GitRepository repository, String ref) throws IOException {
    String now = repository.head().branch();
    if (!now.equals(ref)) {
      throw new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          "was switched from " + ref + " to " + now + " meanwhile",
          NextStep.of(
              "git -C {} switch {}", repository.root(), ref.substring("refs/heads/".length())));
    }
  }

  // The commit of a subdataset is not a file, and is expected to have moved.
  private static Set<RepositoryPath> paths(List<TreeDifference> differences) {
    return differences.stream()
        .filter(difference -> !isGitlink(difference.before()) && !isGitlink(difference.after()))
        .map(StagedCheckout::path)
        .collect(Collectors.toSet());
  }

  private static boolean isGitlink(Optional<TreeEntry> entry) {
    return entry.map(TreeEntry::mode).equals(Optional.of(EntryMode.GITLINK));
  }

  /** Moves the branch. */
  public void move() throws IOException {
    branch.commit();
  }

  /**
   * Brings files and index along. When this returns, what changed survives the loss of power.
   *
   * @throws FailureException if somebody wrote a file meanwhile, or the disk is full; {@link
   *     #follow} does the rest
   */
  public void bring() throws IOException {
    checkout.bring(lock, places);
  }

  /** Lets go of all locks; what has not moved stays. */
  @Override
  public void close() throws IOException {
    try (lock;
        branch) {
      checkout.discard();
    }
  }
}
