package io.longshore.collection.verify;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.verify.source.Gitmodules;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;

/** Checks the entry of images-oci in the superdataset, which a clone needs to install it. */
final class SubdatasetCheck implements Check {
  @Override
  public String name() {
    return "subdataset";
  }

  @Override
  public String claim() {
    return "images-oci is a subdataset with a URL";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    observations.examine();
    if (!dataset.superdataset().isSubdataset(Collection.IMAGES_OCI)) {
      observations.find(
          Collection.IMAGES_OCI,
          "is a repository the superdataset does not know",
          "datalad save -d . images-oci");
    } else {
      checkUrl(dataset, observations);
    }
  }

  private static void checkUrl(MigratedDataset dataset, Observations observations)
      throws IOException {
    try {
      if (Gitmodules.url(dataset.superdataset(), Collection.IMAGES_OCI).isEmpty()) {
        observations.find(
            Collection.IMAGES_OCI,
            "has no URL in .gitmodules, so clones cannot install it",
            "git config -f .gitmodules submodule.images-oci.path images-oci && git config -f"
                + " .gitmodules submodule.images-oci.url ./images-oci, then save it");
      }
    } catch (FailureException e) {
      if (e.kind() != FailureKind.MALFORMED) {
        throw e;
      }
      observations.find(e);
    }
  }
}
