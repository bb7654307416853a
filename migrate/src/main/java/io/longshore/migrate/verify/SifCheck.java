package io.longshore.migrate.verify;

/** The SIF that was built from each layout. */
final class SifCheck implements Check {
  @Override
  public String name() {
    return "sif";
  }

  @Override
  public String claim() {
    return "every layout has its SIF in images/";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) {
    for (MigratedImage image : dataset.images()) {
      observations.examine();
      if (!dataset.superdataset().has(image.sif())) {
        observations.find(
            image.sif(),
            "is not committed, though its layout is",
            "longshore build " + image.sif() + " images-oci/" + image.folder() + ", then save it");
      }
    }
  }
}
