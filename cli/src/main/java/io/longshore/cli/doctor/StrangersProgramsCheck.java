package io.longshore.cli.doctor;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.SetAside;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which of the user's git settings Longshore overrides, because they would run files of the
 * dataset.
 */
record StrangersProgramsCheck(DatasetUnderTest dataset) implements HealthCheck {
  @Override
  public String name() {
    return "programs";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    List<Diagnosis> found = new ArrayList<>();
    for (GitRepository repository : dataset.repositories()) {
      for (SetAside setting : repository.setAside()) {
        found.add(
            Diagnosis.warning(
                setting.key()
                    + "="
                    + setting.value()
                    + " has no effect in what Longshore does: "
                    + setting.reason(),
                NextStep.of(
                    "to have it run, copy what it names out of the dataset; see where it is set:"
                        + " git -C {} config --show-origin --get-all {}",
                    repository.root(),
                    setting.key())));
      }
    }
    return found.isEmpty()
        ? List.of(Diagnosis.ok("git runs nothing that the dataset brings along"))
        : found;
  }
}
