package io.longshore.migrate.verify;

import io.longshore.dataset.git.RepositoryPath;
import io.longshore.migrate.inventory.MigratedDataset;
import io.longshore.migrate.inventory.MigratedImage;
import io.longshore.oci.NextStep;
import java.util.ArrayList;
import java.util.List;

/** The recipe and the image that a SIF has replaced. */
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
  public void run(MigratedDataset dataset, Observations observations) {
    for (MigratedImage image : dataset.images()) {
      List<String> replaced = new ArrayList<>(image.names().oldImageCandidates());
      replaced.addFirst(image.names().recipe());
      for (String path : replaced) {
        observations.examine();
        if (dataset.superdataset().has(RepositoryPath.of(path))) {
          observations.find(
              path,
              "is still there, though " + image.sif() + " has replaced it",
              NextStep.of("git rm {} && git commit", path));
        }
      }
    }
  }
}
