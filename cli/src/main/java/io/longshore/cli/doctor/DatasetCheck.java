package io.longshore.cli.doctor;

import io.longshore.collection.Collection;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that there is a dataset, that git trusts its owner, and that it is initialised for
 * git-annex.
 */
record DatasetCheck(DatasetUnderTest dataset) implements HealthCheck {
  @Override
  public String name() {
    return "dataset";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    GitRepository superdataset;
    try {
      superdataset = Collection.superdatasetAt(dataset.folder(), dataset.runner());
    } catch (FailureException e) {
      return List.of(
          e.problem().contains("not in a git repository")
              ? Diagnosis.warning(
                  e.subject() + " " + e.problem() + ", so no dataset is looked at", e.next())
              : Diagnosis.problem(e));
    }
    List<Diagnosis> found = new ArrayList<>();
    found.add(annex(superdataset));
    Path place = Collection.IMAGES_OCI.in(superdataset.root());
    if (Files.exists(place.resolve(".git"))) {
      try {
        found.add(annex(GitRepository.at(place, dataset.runner())));
      } catch (FailureException e) {
        found.add(Diagnosis.problem(e));
      }
    }
    return found;
  }

  private static Diagnosis annex(GitRepository repository) throws IOException {
    return AnnexRepository.find(repository).isPresent()
        ? Diagnosis.ok(repository.root().toString())
        : Diagnosis.problem(
            repository.root() + " was never made known to git-annex",
            NextStep.of("git -C {} annex init", repository.root()));
  }
}
