package io.longshore.collection.session;

import io.longshore.collection.Collection;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.collection.transaction.TwoRepositoryStep;
import io.longshore.dataset.git.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finishes or undoes the step that an interrupted run was doing, and clears its leftovers. */
public final class Resumption {
  private Resumption() {}

  /**
   * @param dataset a folder in the superdataset
   * @param stop on a request to stop, the step is finished first
   * @return whether there was anything to do
   */
  public static boolean resume(Path dataset, Notices notices, StopRequest stop) throws IOException {
    DatasetSession session = new DatasetSession(stop);
    try (DatasetSession.Exclusive found = session.begin(session.superdatasetAt(dataset), notices)) {
      return found.foundLeftovers();
    }
  }

  /**
   * Settles the step. Called by the holder of the dataset's lock.
   *
   * @return whether there was anything to do
   */
  static boolean settle(GitRepository superdataset, Notices notices) throws IOException {
    Journal journal = Journal.of(superdataset);
    Optional<JournalEntry> step = journal.read();
    boolean leftovers = StagingFolder.of(superdataset).clear();
    if (step.isEmpty()) {
      return leftovers;
    }
    GitRepository imagesOci = Collection.imagesOciOf(superdataset).require();
    boolean done = new TwoRepositoryStep(superdataset, imagesOci, journal).settle(step.get());
    notices.warn(step.get().image(), outcome(step.get().action(), done));
    return true;
  }

  private static String outcome(JournalEntry.Action action, boolean done) {
    return switch (action) {
      case PUBLISH ->
          done
              ? "an interrupted run had published it; its files are in place now"
              : "an interrupted run had begun to publish it; that is undone";
      case ROLL_BACK ->
          done
              ? "an interrupted rollback had taken it back; its files are in place now"
              : "an interrupted rollback had begun to take it back; that is undone";
      case FREEZE ->
          done
              ? "an interrupted run had frozen or thawed it; the files are in place now"
              : "an interrupted run had begun to freeze or thaw it; that is undone";
    };
  }
}
