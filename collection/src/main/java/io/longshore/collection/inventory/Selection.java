package io.longshore.collection.inventory;

import io.longshore.collection.Collection;
import io.longshore.collection.plan.TypedPath;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images to check.
 *
 * @param everything whether what belongs to no image is looked at too
 */
public record Selection(boolean everything, List<MigratedImage> images) {
  /**
   * @param typed paths at, above or inside what belongs to an image, names of images, or of
   *     registrations; everything if there are none
   * @throws FailureException of kind DATASET if one has nothing to do with a migrated image
   */
  static Selection of(
      List<MigratedImage> all,
      List<Registration> registrations,
      List<String> typed,
      Path currentFolder,
      Path root)
      throws IOException {
    if (typed.isEmpty()) {
      return new Selection(true, all);
    }
    Set<MigratedImage> chosen = new LinkedHashSet<>();
    for (String text : typed) {
      List<MigratedImage> found = atPath(text, all, currentFolder, root);
      if (found.isEmpty()) {
        found = named(text, all, registrations);
      }
      if (found.isEmpty()) {
        throw unknown(text);
      }
      chosen.addAll(found);
    }
    return new Selection(false, List.copyOf(chosen));
  }

  private static List<MigratedImage> atPath(
      String text, List<MigratedImage> all, Path currentFolder, Path root) throws IOException {
    Optional<RepositoryPath> path =
        TypedPath.find(
            text,
            currentFolder,
            root,
            candidate -> all.stream().anyMatch(image -> covers(candidate, image)));
    return all.stream().filter(image -> path.isPresent() && covers(path.get(), image)).toList();
  }

  private static List<MigratedImage> named(
      String text, List<MigratedImage> all, List<Registration> registrations) {
    Set<RepositoryPath> registered =
        registrations.stream()
            .filter(registration -> registration.name().equals(text))
            .flatMap(registration -> registration.imagePath().stream())
            .collect(Collectors.toSet());
    return all.stream()
        .filter(image -> image.names().name().equals(text) || registered.contains(image.sif()))
        .toList();
  }

  private static boolean covers(RepositoryPath path, MigratedImage image) {
    RepositoryPath layout = Collection.IMAGES_OCI.resolve(image.names().layout());
    return path.isBelow(layout)
        || Stream.concat(Stream.of(layout), besideSif(image))
            .anyMatch(own -> own.equals(path) || own.isBelow(path));
  }

  private static Stream<RepositoryPath> besideSif(MigratedImage image) {
    return Stream.concat(
            Stream.of(image.names().sif(), image.names().recipe()),
            image.names().formerPlaces().stream())
        .map(RepositoryPath::of);
  }

  /** Whether a file of the superdataset belongs to what is selected. */
  public boolean concerns(RepositoryPath path) {
    return everything || images.stream().flatMap(Selection::besideSif).anyMatch(path::equals);
  }

  public boolean concernsLayout(Optional<RepositoryPath> layout) {
    return everything
        || images.stream().anyMatch(image -> layout.equals(Optional.of(image.folder())));
  }

  /** Paths of the superdataset that are selected; empty for all. */
  public List<RepositoryPath> inSuperdataset() {
    return everything ? List.of() : images.stream().flatMap(Selection::besideSif).toList();
  }

  /** Paths of images-oci that are selected; empty for all. */
  public List<RepositoryPath> inImagesOci() {
    return everything ? List.of() : images.stream().map(MigratedImage::folder).toList();
  }

  private static FailureException unknown(String text) {
    return new FailureException(
        FailureKind.DATASET,
        text,
        "has nothing to do with a migrated image",
        "name a layout, a SIF, a folder of such, or a registration: git -C images-oci ls-files '*/index.json'");
  }
}
