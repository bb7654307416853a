package io.longshore.collection;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.DatasetCompletion.Lack;
import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds files and settings that images rely on and that a dataset of the collection lacks: scripts
 * that registrations and run records call, attributes, a DataLad identity. Every run that publishes
 * adds them.
 */
public final class Shortcomings {
  private Shortcomings() {}

  /**
   * @param path as seen from the superdataset
   */
  public record Shortcoming(RepositoryPath path, FailureException failure) {}

  /** Looks at the commits at HEAD of both repositories, on whatever branch. */
  public static List<Shortcoming> of(GitRepository superdataset, GitRepository imagesOci)
      throws IOException {
    List<Shortcoming> found = new ArrayList<>();
    for (Lack lack : lacks(() -> completionOfImagesOci(imagesOci), found)) {
      found.add(
          shortcoming(Collection.IMAGES_OCI.resolve(lack.path().value()), lack, superdataset));
    }
    for (Lack lack : lacks(() -> completionOfSuperdataset(superdataset), found)) {
      found.add(shortcoming(lack.path(), lack, superdataset));
    }
    return found;
  }

  private interface Search {
    DatasetCompletion run() throws IOException;
  }

  // A failure of the search is reported as a shortcoming too.
  private static List<Lack> lacks(Search search, List<Shortcoming> found) throws IOException {
    try {
      return search.run().lacks();
    } catch (FailureException e) {
      Optional<RepositoryPath> path = RepositoryPath.find(e.subject());
      if (e.kind() != FailureKind.DATASET || path.isEmpty()) {
        throw e;
      }
      found.add(new Shortcoming(path.get(), e));
      return List.of();
    }
  }

  private static Shortcoming shortcoming(
      RepositoryPath path, Lack lack, GitRepository superdataset) {
    return new Shortcoming(
        path,
        new FailureException(
            FailureKind.DATASET,
            path.value(),
            lack.problem(),
            NextStep.of("longshore init {}", superdataset.root())));
  }

  /** The files that a run would add to images-oci. */
  public static DatasetCompletion completionOfImagesOci(GitRepository imagesOci)
      throws IOException {
    try (ObjectReader reader = imagesOci.openReader()) {
      return DatasetCreation.complete(
          new DatasetCompletion(imagesOci.resolve("HEAD"), reader), DatasetScripts.ofImagesOci());
    }
  }

  /** The files that a run would add to a superdataset that has images-oci as a subdataset. */
  public static DatasetCompletion completionOfSuperdataset(GitRepository superdataset)
      throws IOException {
    try (ObjectReader reader = superdataset.openReader()) {
      Optional<ObjectId> head = superdataset.resolve("HEAD");
      byte[] config =
          head.isPresent()
              ? reader.file(head.get(), DataladConfig.PATH).orElse(new byte[0])
              : new byte[0];
      return DatasetScripts.reliedOn(
          new DatasetCompletion(head, reader), DataladConfig.parse(config).registrations());
    }
  }

  /** The files that a run would add to a superdataset that gets images-oci. */
  public static DatasetCompletion completionForImagesOci(GitRepository superdataset)
      throws IOException {
    try (ObjectReader reader = superdataset.openReader()) {
      return DatasetScripts.inSuperdataset(
          new DatasetCompletion(superdataset.resolve("HEAD"), reader));
    }
  }
}
