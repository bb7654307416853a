package io.longshore.migrate.verify;

import io.longshore.dataset.Registration;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.migrate.inventory.MigratedDataset;
import io.longshore.oci.NextStep;
import java.io.IOException;
import java.util.Optional;

/** What images-oci registers. */
final class LayoutRegistrationCheck implements Check {
  @Override
  public String name() {
    return "layout-registrations";
  }

  @Override
  public String claim() {
    return "registrations in images-oci point to layouts that are there";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (Registration registration : dataset.imagesOci().configuration().registrations()) {
      Optional<RepositoryPath> layout = registration.imagePath();
      if (!dataset.selection().concernsLayout(layout)) {
        continue;
      }
      observations.examine();
      if (layout.isEmpty() || !dataset.imagesOci().hasFolder(layout.get())) {
        observations.find(
            "registration " + registration.name() + " of images-oci",
            "points to "
                + registration.image().orElse("no image")
                + ", where no layout is committed",
            NextStep.of(
                "git -C images-oci config -f .datalad/config {} LAYOUT",
                "datalad.containers." + registration.name() + ".image"));
      }
    }
  }
}
