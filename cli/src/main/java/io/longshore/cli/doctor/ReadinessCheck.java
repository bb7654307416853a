package io.longshore.cli.doctor;

import io.longshore.collection.transaction.UnfinishedStep;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Readiness;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks whether images could be published now: no other operation is in progress. */
record ReadinessCheck(DatasetUnderTest dataset) implements HealthCheck {
  @Override
  public String name() {
    return "ready";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Optional<GitRepository> superdataset = dataset.superdataset();
    if (superdataset.isPresent()) {
      Optional<FailureException> unfinished = UnfinishedStep.in(superdataset.get());
      if (unfinished.isPresent()) {
        return List.of(problem(unfinished.get()));
      }
    }
    List<Diagnosis> found = new ArrayList<>();
    for (GitRepository repository : dataset.repositories()) {
      try {
        Readiness.require(repository);
        found.add(Diagnosis.ok(repository.root().getFileName() + " can be committed to"));
      } catch (FailureException e) {
        found.add(problem(e));
      }
    }
    return found.isEmpty() ? List.of(Diagnosis.ok("nothing to look at without a dataset")) : found;
  }

  private static Diagnosis problem(FailureException failure) {
    return Diagnosis.problem(failure.subject() + " " + failure.problem(), failure.next());
  }
}
