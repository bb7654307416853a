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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    // SifCheck reports the SIF of a layout if it is missing.
    Set<RepositoryPath> sifs =
        dataset.images().stream().map(MigratedImage::sif).collect(Collectors.toSet());
    Map<String, MigratedImage> successors = successors(dataset);
    for (Registration registration : configuration.registrations()) {
      Optional<RepositoryPath> image = registration.imagePath();
      if (image.isPresent() && dataset.selection().concerns(image.get())) {
        observations.examine();
        String subject = "registration " + registration.name();
        boolean isSif = sifs.contains(image.get());
        if (form.checkValues(registration, subject, observations)
            && !isSif
            && !isThere(image.get(), dataset)) {
          report(
              registration.name(),
              image.get(),
              Optional.ofNullable(successors.get(image.get().value())),
              dataset,
              observations);
        }
        if (isSif) {
          form.noteCallFormat(registration, subject, observations);
        }
      }
    }
  }

  private static void report(
      String name,
      RepositoryPath image,
      Optional<MigratedImage> successor,
      MigratedDataset dataset,
      Observations observations) {
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

  /** The images whose SIFs are there, by where an old image of each may have been. */
  private static Map<String, MigratedImage> successors(MigratedDataset dataset) {
    Map<String, MigratedImage> successors = new HashMap<>();
    for (MigratedImage image : dataset.images()) {
      if (dataset.superdataset().has(image.sif())) {
        image.names().formerPlaces().forEach(place -> successors.putIfAbsent(place, image));
      }
    }
    return successors;
  }

  private static NextStep set(MigratedDataset dataset, String name, String image) {
    return NextStep.of(
        "git -C {} config -f .datalad/config {} {}",
        dataset.superdataset().git().root(),
        "datalad.containers." + name + ".image",
        image);
  }
}
