package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.ground.NextStep;
import java.io.IOException;

/** Checks that each layout has its SIF. */
final class SifCheck implements Check {
  @Override
  public String name() {
    return "sif";
  }

  @Override
  public String claim() {
    return "every layout has its SIF in images/, annexed";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (MigratedImage image : dataset.images()) {
      observations.examine();
      if (!dataset.superdataset().has(image.sif())) {
        observations.find(
            image.sif(),
            "is not committed, though its layout is",
            NextStep.of("cd {} && ", dataset.superdataset().git().root())
                .then(RebuildCheck.build(image))
                .then(", then save it"));
      } else if (dataset.superdataset().key(image.sif()).isEmpty()) {
        observations.find(
            image.sif(),
            "is not annexed",
            NextStep.of(
                "cd {} && git rm --cached {} && git annex add --force-large {}",
                dataset.superdataset().git().root(),
                image.sif(),
                image.sif()));
      }
    }
  }
}
