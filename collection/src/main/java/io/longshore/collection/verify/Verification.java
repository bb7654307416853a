package io.longshore.collection.verify;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.transaction.UnfinishedStep;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.VerificationListener;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.concurrent.InParallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the claims of a migrated dataset: the committed files are consistent, and git-annex has a
 * URL for every layer. Without proofs, it reads no layer and uses no network. It changes nothing.
 */
public final class Verification {
  private Verification() {}

  /** Checks the claims, without proofs. */
  public static VerificationReport verify(Path dataset, List<String> paths) throws IOException {
    return verify(dataset, paths, Proofs.none(), VerificationListener.NONE);
  }

  /** Checks the claims and carries out {@code proofs}, with paths relative to {@code dataset}. */
  public static VerificationReport verify(
      Path dataset, List<String> paths, Proofs proofs, VerificationListener listener)
      throws IOException {
    return verify(dataset, paths, dataset, proofs, listener);
  }

  /**
   * @param dataset a folder in the superdataset
   * @param paths layouts, SIFs, recipes or folders of them, relative to {@code currentFolder} or to
   *     the dataset's root; or names of images or registrations; everything if empty
   * @throws FailureException if the dataset or what it acknowledges cannot be read, or a path names
   *     no migrated image
   */
  public static VerificationReport verify(
      Path dataset,
      List<String> paths,
      Path currentFolder,
      Proofs proofs,
      VerificationListener listener)
      throws IOException {
    GitRepository git = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    Optional<FailureException> unfinished = UnfinishedStep.in(git);
    if (unfinished.isPresent()) {
      // Other findings would be about a half-done step, and their advice would save it.
      CheckResult result = CheckResult.unfinished(unfinished.get());
      listener.checked(result);
      return new VerificationReport(0, List.of(result));
    }
    Optional<MigratedDataset> found = MigratedDataset.open(git, paths, currentFolder);
    if (found.isEmpty()) {
      return new VerificationReport(0, List.of());
    }
    try (MigratedDataset migrated = found.get()) {
      Acknowledgements known = Acknowledgements.in(migrated.superdataset());
      RecordedUrls recorded = new RecordedUrls();
      recorded.begin(migrated);
      if (migrated.selection().everything()) {
        migrated.imagesOci().readAhead();
      }
      List<CheckResult> results = new ArrayList<>();
      // The checks mostly wait for git and git-annex, and do not depend on each other, so they run
      // at once.
      List<Check> claims = Check.claims(recorded, proofs);
      for (CheckResult result :
          InParallel.map(claims, claims.size(), check -> run(check, migrated, listener))) {
        results.add(told(known, result, migrated, listener));
      }
      // Each proof reads as much as the machine allows, so proofs run one after the other.
      for (Check proof : proofs.checks(recorded)) {
        results.add(told(known, run(proof, migrated, listener), migrated, listener));
      }
      return new VerificationReport(migrated.images().size(), results);
    }
  }

  private static CheckResult run(
      Check check, MigratedDataset migrated, VerificationListener listener) throws IOException {
    Observations observations = new Observations(check, listener);
    check.run(migrated, observations);
    return observations.result();
  }

  private static CheckResult told(
      Acknowledgements known,
      CheckResult found,
      MigratedDataset migrated,
      VerificationListener listener)
      throws IOException {
    CheckResult result = known.apply(found, migrated.selection().everything());
    listener.checked(result);
    return result;
  }
}
