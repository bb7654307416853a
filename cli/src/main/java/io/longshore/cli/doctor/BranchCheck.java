package io.longshore.cli.doctor;

import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that commits would reach a branch: HEAD is not detached and the branch is not an adjusted
 * one.
 */
record BranchCheck(DatasetUnderTest dataset) implements HealthCheck {
  @Override
  public String name() {
    return "branch";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    List<Diagnosis> found = new ArrayList<>();
    for (GitRepository repository : dataset.repositories()) {
      String name = repository.root().getFileName() + " ";
      try {
        found.add(Diagnosis.ok(name + "is on " + repository.head().shortName()));
      } catch (FailureException e) {
        found.add(Diagnosis.problem(name + e.problem(), e.next()));
      }
    }
    return found.isEmpty() ? List.of(Diagnosis.ok("nothing to look at without a dataset")) : found;
  }
}
