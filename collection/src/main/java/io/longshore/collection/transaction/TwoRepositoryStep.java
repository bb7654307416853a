package io.longshore.collection.transaction;

import io.longshore.collection.Collection;
import io.longshore.dataset.git.BranchAdvance;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/**
 * Carries out a step that the journal records, and settles a step that failed or was interrupted.
 * The branch of the superdataset decides whether both repositories get the old or the new state.
 * docs/decisions/0021-publishing-beside-other-gits.md draws the states and their transitions.
 */
public final class TwoRepositoryStep {
  private static final String REASON = "longshore";

  private final GitRepository superdataset;
  private final GitRepository imagesOci;
  private final Journal journal;

  public TwoRepositoryStep(GitRepository superdataset, GitRepository imagesOci, Journal journal) {
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
    this.journal = journal;
  }

  /**
   * Does the whole step.
   *
   * @throws FailureException of kind DATASET if an obstacle prevents the step; nothing is changed
   *     then. If only the work tree could not be updated, the step counts as done, the journal
   *     stays, and {@link #settle} does the rest
   */
  public void carryOut(JournalEntry step) throws IOException {
    Optional<JournalEntry> unsettled = journal.read().filter(other -> !other.equals(step));
    if (unsettled.isPresent()) {
      settle(unsettled.get());
    }
    journal.write(step);
    try {
      moveAndBring(step);
    } catch (IOException | RuntimeException e) {
      endAfter(e, step);
    }
    journal.clear();
  }

  private void moveAndBring(JournalEntry step) throws IOException {
    try (Side layouts = Side.prepare(imagesOci, step.imagesOci());
        Side files = Side.prepare(superdataset, step.superdataset())) {
      layouts.move();
      files.move();
      layouts.bring();
      files.bring();
    }
    activateIfIntroduced(step);
  }

  /** One repository of a step; empty for a repository whose branch does not move. */
  private record Side(Optional<BranchAdvance> advance) implements AutoCloseable {
    static Side prepare(GitRepository repository, RefChange change) throws IOException {
      return change.oldCommit().equals(change.newCommit())
          ? new Side(Optional.empty())
          : new Side(
              Optional.of(
                  BranchAdvance.prepare(
                      repository, change.ref(), Optional.of(change.from()), change.to(), REASON)));
    }

    void move() throws IOException {
      if (advance.isPresent()) {
        advance.get().move();
      }
    }

    void bring() throws IOException {
      if (advance.isPresent()) {
        advance.get().bring();
      }
    }

    @Override
    public void close() throws IOException {
      if (advance.isPresent()) {
        advance.get().close();
      }
    }
  }

  private void endAfter(Exception failure, JournalEntry step) throws IOException {
    boolean done;
    try {
      done = settle(step);
    } catch (IOException | RuntimeException e) {
      e.addSuppressed(failure);
      throw e;
    }
    if (!done && failure instanceof IOException checked) {
      throw checked;
    }
    if (!done) {
      throw (RuntimeException) failure;
    }
  }

  /**
   * Brings both repositories to the new state if the superdataset's branch has it, else to the old
   * state, then clears the journal. May be repeated.
   *
   * @return whether the step counts as done
   * @throws FailureException of kind DATASET if a branch is at neither the old nor the new commit,
   *     or somebody's file or lock is in the way; the journal stays
   */
  public boolean settle(JournalEntry step) throws IOException {
    try {
      return bringToItsEnd(step);
    } catch (FailureException e) {
      // A failure of kind DATASET has its own next step.
      throw e.kind() == FailureKind.DATASET ? e : unfinished(e, step);
    }
  }

  private FailureException unfinished(FailureException failure, JournalEntry step) {
    return new FailureException(
        failure.kind(),
        step.image(),
        "could not be brought to its end: " + failure.subject() + ": " + failure.problem(),
        NextStep.of("repair that, then: longshore resume -C {}", superdataset.root()),
        failure);
  }

  private boolean bringToItsEnd(JournalEntry step) throws IOException {
    boolean done = at(superdataset, step.superdataset()).equals(step.superdataset().newCommit());
    at(imagesOci, step.imagesOci());
    if (done) {
      follow(imagesOci, step.imagesOci());
      follow(superdataset, step.superdataset());
      activateIfIntroduced(step);
    } else {
      takeBack(imagesOci, step.imagesOci());
    }
    imagesOci.releaseHeldCommits();
    superdataset.releaseHeldCommits();
    journal.clear();
    return done;
  }

  private static void follow(GitRepository repository, RefChange change) throws IOException {
    BranchAdvance.follow(repository, change.ref(), Optional.of(change.from()), change.to());
  }

  // The index and the files have not changed yet: they follow after both branches have moved.
  private static void takeBack(GitRepository repository, RefChange change) throws IOException {
    repository.compareAndSwap(
        change.ref(), Optional.of(change.to()), change.from(), "longshore: undo");
  }

  private void activateIfIntroduced(JournalEntry step) throws IOException {
    if (!names(step.superdataset().from()) && names(step.superdataset().to())) {
      Collection.imagesOciOf(superdataset).activate();
    }
  }

  private boolean names(ObjectId commit) throws IOException {
    return superdataset.entries(commit, Collection.IMAGES_OCI).stream()
        .anyMatch(entry -> entry.mode() == EntryMode.GITLINK);
  }

  private String at(GitRepository repository, RefChange change) throws IOException {
    String commit = repository.resolve(change.ref()).map(ObjectId::hex).orElse("");
    if (!commit.equals(change.oldCommit()) && !commit.equals(change.newCommit())) {
      throw new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          change.ref() + " was moved since an interrupted run, to " + commit,
          NextStep.of(
              "look at it (git -C {} log --graph --oneline {} {}), bring both datasets to what you"
                  + " want, then drop the step: rm {}",
              repository.root(),
              commit,
              change.newCommit(),
              journal.file()));
    }
    return commit;
  }
}
