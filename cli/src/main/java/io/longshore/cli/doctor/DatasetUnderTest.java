package io.longshore.cli.doctor;

import io.longshore.collection.Collection;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The dataset at the user's folder, if there is one.
 *
 * @param folder a folder that may be in the dataset
 */
record DatasetUnderTest(Path folder, CommandRunner runner) {

  /** The superdataset; empty if there is none or git refuses to work in it. */
  Optional<GitRepository> superdataset() throws IOException {
    try {
      return Optional.of(Collection.superdatasetAt(folder, runner));
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  /** images-oci; empty if it is not installed or git refuses to work in it. */
  Optional<GitRepository> imagesOci() throws IOException {
    Optional<GitRepository> superdataset = superdataset();
    if (superdataset.isEmpty()) {
      return Optional.empty();
    }
    Path place = Collection.IMAGES_OCI.in(superdataset.get().root());
    try {
      return Files.exists(place.resolve(".git"))
          ? Optional.of(GitRepository.at(place, runner))
          : Optional.empty();
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  /** The repositories of both, as far as they exist. */
  List<GitRepository> repositories() throws IOException {
    List<GitRepository> repositories = new ArrayList<>();
    superdataset().ifPresent(repositories::add);
    imagesOci().ifPresent(repositories::add);
    return repositories;
  }
}
