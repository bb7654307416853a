package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks that no recipe or image is left that a SIF has replaced. */
final class LeftoverCheck implements Check {
  @Override
  public String name() {
    return "leftovers";
  }

  @Override
  public String claim() {
    return "no recipe or old image is left beside a SIF";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (MigratedImage image : dataset.images()) {
      List<String> replaced = new ArrayList<>(image.names().oldImageCandidates());
      replaced.addFirst(image.names().recipe());
      for (String path : replaced) {
        observations.examine();
        if (dataset.superdataset().has(RepositoryPath.of(path))) {
          observations.find(
              path,
              dataset.superdataset().has(image.sif())
                  ? "is still there, though " + image.sif() + " has replaced it"
                  : "is still there, though " + image.sif() + " is to replace it",
              removal(RepositoryPath.of(path), image, dataset));
        }
      }
    }
  }

  // The advice keeps registered images in place, and makes sure that the content of a SIF in use
  // can be had.
  private static NextStep removal(RepositoryPath old, MigratedImage image, MigratedDataset dataset)
      throws IOException {
    NextStep step = NextStep.of("git rm {}", old);
    List<Registration> registered = dataset.superdataset().configuration().pointingTo(old);
    for (Registration registration : registered.reversed()) {
      step =
          NextStep.of(
                  "git config -f .datalad/config {} {} && ",
                  "datalad.containers." + registration.name() + ".image",
                  image.sif())
              .then(step);
    }
    step =
        registered.isEmpty()
            ? step.then(" && git commit")
            : step.then(" && git add .datalad/config && git commit");
    step = NextStep.of("cd {} && ", dataset.superdataset().git().root()).then(step);
    return dataset.superdataset().has(image.sif())
        ? step
        : NextStep.of("keep it until {} is there; then: ", image.sif()).then(step);
  }
}
