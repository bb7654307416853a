package io.longshore.migrate.publish;

import io.longshore.dataset.Subdataset;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.ObjectId;
import io.longshore.dataset.git.ObjectReader;
import io.longshore.dataset.git.WorkTree;
import io.longshore.migrate.journal.Journal;
import io.longshore.migrate.journal.JournalEntry;
import io.longshore.migrate.journal.RefChange;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.NextStep;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends a journalled step, after it went well, after it failed, or after a crash: the branch of the
 * superdataset says which of the two states both repositories get.
 */
public final class Recovery {
  /** How index and work tree are brought from one commit to another. */
  @FunctionalInterface
  private interface Advance {
    void bring(WorkTree tree, ObjectId from, ObjectId to, ObjectReader reader) throws IOException;
  }

  private final GitRepository superdataset;
  private final GitRepository imagesOci;
  private final Journal journal;

  public Recovery(GitRepository superdataset, GitRepository imagesOci, Journal journal) {
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
    this.journal = journal;
  }

  /**
   * Does the whole step.
   *
   * @param introduced the subdataset, if this step makes the superdataset know it
   * @throws FailureException of kind DATASET if a branch is not where it was when the step was
   *     prepared; nothing is changed then
   */
  public void carryOut(JournalEntry step, Optional<Subdataset> introduced) throws IOException {
    if (!moveBranches(step)) {
      throw new FailureException(
          FailureKind.DATASET,
          step.image(),
          "was not published: a branch was moved by someone else meanwhile",
          "run the same command again");
    }
    if (introduced.isPresent()) {
      introduced.get().activate();
    }
    finish(step, (tree, from, to, reader) -> tree.advance(Optional.of(from), to, reader));
  }

  /**
   * Moves both branches, the superdataset's last. If either is not where it was when the step was
   * prepared, both are left, or put back, as they are, and the journal is empty.
   *
   * @return whether both were moved; {@link #settle} then brings the files along
   */
  boolean moveBranches(JournalEntry step) throws IOException {
    Optional<JournalEntry> unsettled = journal.read().filter(other -> !other.equals(step));
    if (unsettled.isPresent()) {
      settle(unsettled.get());
    }
    journal.write(step);
    if (move(imagesOci, step.imagesOci()) && move(superdataset, step.superdataset())) {
      return true;
    }
    undo(step);
    return false;
  }

  // Where images-oci's branch is anywhere but at the new commit this moves nothing.
  private void undo(JournalEntry step) throws IOException {
    move(imagesOci, step.imagesOci().reversed());
    journal.clear();
  }

  /**
   * Brings both repositories to the new state if the superdataset's branch has it, else to the old
   * one, then clears the journal. May be repeated.
   *
   * @return whether the step counts as done
   * @throws FailureException of kind DATASET if a branch is at neither the old nor the new commit
   */
  public boolean settle(JournalEntry step) throws IOException {
    boolean done = at(superdataset, step.superdataset()).equals(step.superdataset().newCommit());
    if (done) {
      finish(step, WorkTree::advanceAgain);
    } else {
      at(imagesOci, step.imagesOci());
      undo(step);
    }
    return done;
  }

  private void finish(JournalEntry step, Advance way) throws IOException {
    advance(imagesOci, step.imagesOci(), way);
    advance(superdataset, step.superdataset(), way);
    journal.clear();
  }

  private static boolean move(GitRepository repository, RefChange change) throws IOException {
    return repository.compareAndSwap(
        change.ref(),
        Optional.of(new ObjectId(change.oldCommit())),
        new ObjectId(change.newCommit()),
        "longshore");
  }

  private static void advance(GitRepository repository, RefChange change, Advance way)
      throws IOException {
    try (ObjectReader reader = repository.openReader()) {
      way.bring(
          repository.workTree(),
          new ObjectId(change.oldCommit()),
          new ObjectId(change.newCommit()),
          reader);
    }
  }

  private String at(GitRepository repository, RefChange change) throws IOException {
    String commit = repository.resolve(change.ref()).map(ObjectId::hex).orElse("");
    if (!commit.equals(change.oldCommit()) && !commit.equals(change.newCommit())) {
      throw new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          change.ref() + " was moved since an interrupted run, to " + commit,
          NextStep.of(
              "look at it (git -C {} log --graph --oneline {} {}), bring both datasets to what you want, then drop the step: rm {}",
              repository.root(),
              commit,
              change.newCommit(),
              journal.file()));
    }
    return commit;
  }
}
