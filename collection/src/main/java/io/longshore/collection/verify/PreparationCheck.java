package io.longshore.collection.verify;

import io.longshore.collection.Shortcomings;
import io.longshore.collection.Shortcomings.Shortcoming;
import io.longshore.collection.inventory.MigratedDataset;
import java.io.IOException;

/**
 * Checks the scripts, attributes and identities that images rely on, which a collection begun with
 * other tools may lack.
 */
final class PreparationCheck implements Check {
  @Override
  public String name() {
    return "preparation";
  }

  @Override
  public String claim() {
    return "scripts and attributes that images rely on are there";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    observations.examine();
    for (Shortcoming lack :
        Shortcomings.of(dataset.superdataset().git(), dataset.imagesOci().git())) {
      observations.find(lack.failure());
    }
  }
}
