package io.longshore.collection.verify;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.Addition;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks that the superdataset registers only existing images, and no image that a SIF has
 * replaced.
 */
final class RegistrationCheck implements Check {
  @Override
  public String name() {
    return "registrations";
  }

  @Override
  public String claim() {
    return "registrations point to images that are there";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    DataladConfig configuration = dataset.superdataset().configuration();
    RegistrationForm form =
        new RegistrationForm(
            configuration,
            NextStep.of("git -C {} config -f .datalad/config", dataset.superdataset().git().root()),
            Addition.DEFAULT_CALL_FORMAT);
    for (Registration registration : configuration.registrations()) {
      Optional<RepositoryPath> image = registration.imagePath();
      if (image.isPresent() && dataset.selection().concerns(image.get())) {
        observations.examine();
        String subject = "registration " + registration.name();
        if (form.checkValues(registration, subject, observations)) {
          check(registration.name(), image.get(), dataset, observations);
        }
        if (isSifOfALayout(image.get(), dataset)) {
          form.noteCallFormat(registration, subject, observations);
        }
      }
    }
  }

  private static void check(
      String name, RepositoryPath image, MigratedDataset dataset, Observations observations) {
    if (isThere(image, dataset) || isSifOfALayout(image, dataset)) {
      return;
    }
    Optional<MigratedImage> successor = successor(image, dataset);
    if (successor.isPresent()) {
      observations.find(
          "registration " + name,
          "points to " + image + ", which " + successor.get().sif() + " has replaced",
          set(dataset, name, successor.get().sif().value()));
    } else {
      observations.find(
          "registration " + name,
          "points to " + image + ", which is not in the dataset",
          NextStep.of("point it to an image that is there: ").then(set(dataset, name, "IMAGE")));
    }
  }

  /**
   * Whether {@code image} is the SIF of an existing layout. {@link SifCheck} reports such a SIF if
   * it is missing.
   */
  private static boolean isSifOfALayout(RepositoryPath image, MigratedDataset dataset) {
    return dataset.images().stream().anyMatch(migrated -> migrated.sif().equals(image));
  }

  // An image may be a folder. An image in another subdataset is not checked.
  private static boolean isThere(RepositoryPath image, MigratedDataset dataset) {
    CommittedFiles superdataset = dataset.superdataset();
    if (image.isBelow(Collection.IMAGES_OCI)) {
      RepositoryPath inside = image.relativeTo(Collection.IMAGES_OCI);
      return dataset.imagesOci().has(inside) || dataset.imagesOci().hasFolder(inside);
    }
    return superdataset.has(image)
        || superdataset.hasFolder(image)
        || superdataset.isInSubdataset(image);
  }

  private static Optional<MigratedImage> successor(RepositoryPath old, MigratedDataset dataset) {
    return dataset.images().stream()
        .filter(image -> image.names().formerPlaces().contains(old.value()))
        .filter(image -> dataset.superdataset().has(image.sif()))
        .findFirst();
  }

  private static NextStep set(MigratedDataset dataset, String name, String image) {
    return NextStep.of(
        "git -C {} config -f .datalad/config {} {}",
        dataset.superdataset().git().root(),
        "datalad.containers." + name + ".image",
        image);
  }
}
