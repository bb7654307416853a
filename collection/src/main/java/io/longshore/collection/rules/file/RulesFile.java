package io.longshore.collection.rules.file;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/** The rules of a dataset, as committed. */
public final class RulesFile {
  private RulesFile() {}

  /**
   * What the file says; empty if the dataset has none.
   *
   * @throws FailureException of kind DATASET if it is in the annex
   */
  public static Optional<RulesReader.Reading> find(CommittedFiles superdataset) throws IOException {
    return FileInGit.find(superdataset, Rules.PATH)
        .map(bytes -> RulesReader.read(bytes, Rules.PATH.value()));
  }

  /**
   * The rules.
   *
   * @throws FailureException of kind MISSING if the dataset has none, DATASET if they are in the
   *     annex, MALFORMED if they cannot be followed
   */
  public static Rules require(CommittedFiles superdataset) throws IOException {
    return find(superdataset).orElseThrow(() -> missing(superdataset)).require();
  }

  /** What to say where no rules are committed. */
  public static FailureException missing(CommittedFiles superdataset) {
    return FileInGit.lies(superdataset, Rules.PATH)
        ? FileInGit.uncommitted(superdataset, Rules.PATH, "updates read what is committed")
        : new FailureException(
            FailureKind.MISSING,
            Rules.PATH.value(),
            "is not committed in "
                + superdataset.git().root()
                + ", so that nothing says what the collection follows",
            NextStep.of(
                "have it written from what the collection holds: longshore -C {} rules import",
                superdataset.git().root()));
  }
}
