package io.longshore.collection.verify;

import io.longshore.collection.DatasetScripts;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/** Checks the registrations of images-oci. */
final class LayoutRegistrationCheck implements Check {
  @Override
  public String name() {
    return "layout-registrations";
  }

  @Override
  public String claim() {
    return "registrations in images-oci point to layouts that are there, and say how to run them";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    DataladConfig configuration = dataset.imagesOci().configuration();
    RegistrationForm form =
        new RegistrationForm(
            configuration,
            NextStep.of("git -C {} config -f .datalad/config", dataset.imagesOci().git().root()),
            DatasetScripts.LAYOUT_CALL_FORMAT);
    for (Registration registration : configuration.registrations()) {
      Optional<RepositoryPath> layout = registration.imagePath();
      if (!dataset.selection().concernsLayout(layout)) {
        continue;
      }
      observations.examine();
      String subject = "registration " + registration.name() + " of images-oci";
      if (!form.checkValues(registration, subject, observations)
          || !form.checkCallFormat(registration, subject, observations)) {
        continue;
      }
      if (layout.isEmpty() || !dataset.imagesOci().hasFolder(layout.get())) {
        observations.find(
            subject,
            "points to "
                + registration.image().orElse("no image")
                + ", where no layout is committed",
            NextStep.of(
                "git -C {} config -f .datalad/config {} LAYOUT",
                dataset.imagesOci().git().root(),
                "datalad.containers." + registration.name() + ".image"));
      }
    }
  }
}
