package io.longshore.dataset.git;

import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeDifference;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves a branch from one commit to another, together with the index and the work tree. All locks
 * are held from the beginning, so that several repositories can be prepared before the first one
 * moves. Files that are equal in both commits stay as they are.
 *
 * <p>The order is {@link #prepare}, {@link #move}, {@link #bring}, {@link #close}. A failure before
 * {@link #move} changes nothing; after {@link #move}, {@link #follow} does the rest.
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
   * Does everything that can fail, and waits for other gits that are at work. Nothing is visible
   * yet.
   *
   * @param from empty if the branch has no commit yet
   * @throws FailureException if the branch is gone or not checked out, a file or the index has
   *     uncommitted changes where the commits differ, a lock stays, or a hook refuses
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
      requireNoFolders(repository, differences);
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
   * Updates the index and the work tree after an interrupted run had moved the branch. May be
   * repeated. Does nothing if another branch is checked out now.
   *
   * @throws FailureException of kind DATASET if somebody has changed a file at which the commits
   *     differ
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

  // Subdatasets are left out: they are no files, and their commits are expected to have moved.
  private static Set<RepositoryPath> paths(List<TreeDifference> differences) {
    return differences.stream()
        .filter(difference -> !StagedCheckout.isGitlink(difference))
        .map(StagedCheckout::path)
        .collect(Collectors.toSet());
  }

  // Git tracks no empty folders, so its status is silent about one at the place of a new file. A
  // folder whose files go with the same change is removed before.
  private static void requireNoFolders(GitRepository repository, List<TreeDifference> differences)
      throws FailureException {
    for (TreeDifference difference : differences) {
      RepositoryPath path = StagedCheckout.path(difference);
      Path place = path.in(repository.root());
      if (difference.before().isEmpty()
          && difference.after().isPresent()
          && !StagedCheckout.isGitlink(difference)
          && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
          && differences.stream().noneMatch(other -> StagedCheckout.path(other).isBelow(path))) {
        throw new FailureException(
            FailureKind.DATASET,
            place.toString(),
            "is a folder, where a file is to be",
            NextStep.of("remove it, if it is empty: rmdir {}   or move it elsewhere", place));
      }
    }
  }

  /** Moves the branch. */
  public void move() throws IOException {
    branch.commit();
  }

  /**
   * Updates the work tree and the index, and forces the changes to disk.
   *
   * @throws FailureException if somebody wrote a file meanwhile, or the disk is full; {@link
   *     #follow} does the rest
   */
  public void bring() throws IOException {
    checkout.bring(lock, places);
  }

  /** Releases all locks. A branch that was not moved stays. */
  @Override
  public void close() throws IOException {
    try (lock;
        branch) {
      checkout.discard();
    }
  }
}
