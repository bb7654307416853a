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
 * What the two datasets of a collection lack of what its images rely on: scripts that registrations
 * and run records name, attributes, an identity. A run that publishes adds it.
 */
public final class Shortcomings {
  private Shortcomings() {}

  /**
   * @param path as seen from the superdataset
   */
  public record Shortcoming(RepositoryPath path, FailureException failure) {}

  /** What is committed at HEAD of both, whatever branch that is. */
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

  // What stands in the way of a completion is something to tell as well.
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

  /** What a run would complete in images-oci. */
  public static DatasetCompletion completionOfImagesOci(GitRepository imagesOci)
      throws IOException {
    try (ObjectReader reader = imagesOci.openReader()) {
      return DatasetCreation.complete(
          new DatasetCompletion(imagesOci.resolve("HEAD"), reader), DatasetScripts.ofImagesOci());
    }
  }

  /** What a run would complete in a superdataset that knows images-oci. */
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
}
