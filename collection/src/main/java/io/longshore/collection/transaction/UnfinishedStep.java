package io.longshore.collection.transaction;

import io.longshore.dataset.git.DatasetLock;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the step of an interrupted run. Until the step is settled, the files of the dataset do not
 * show what is published, and nothing else may be saved.
 */
public final class UnfinishedStep {
  private UnfinishedStep() {}

  /** A description of the step; empty if there is none, or its run is still at work. */
  public static Optional<FailureException> in(GitRepository superdataset) throws IOException {
    Optional<JournalEntry> step = Journal.of(superdataset).read();
    if (step.isEmpty() || DatasetLock.isHeld(superdataset)) {
      return Optional.empty();
    }
    return Optional.of(
        new FailureException(
            FailureKind.DATASET,
            step.get().image(),
            "is half published or half taken back: a run was broken off",
            NextStep.of("longshore resume -C {}", superdataset.root())));
  }

  /**
   * @throws FailureException of kind DATASET if there is an unfinished step
   */
  public static void refuse(GitRepository superdataset) throws IOException {
    Optional<FailureException> step = in(superdataset);
    if (step.isPresent()) {
      throw step.get();
    }
  }
}
