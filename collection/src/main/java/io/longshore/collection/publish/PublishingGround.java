package io.longshore.collection.publish;

import io.longshore.collection.Agreement;
import io.longshore.collection.Collection;
import io.longshore.collection.DatasetScripts;
import io.longshore.collection.Shortcomings;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.transaction.UnfinishedStep;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.MergeAttributes;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.SubdatasetState;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.Readiness;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks before anything is fetched whether images can be published: both repositories accept
 * commits, and the files that the commits would change have no uncommitted changes.
 */
public final class PublishingGround {
  // The largest number of paths for one git process.
  private static final int MOST_PATHS = 500;

  private final GitRepository superdataset;
  private final Optional<GitRepository> imagesOci;
  private final Optional<ObjectId> named;

  /**
   * @param named the commit of images-oci that the superdataset names, if it names one
   */
  private PublishingGround(
      GitRepository superdataset, Optional<GitRepository> imagesOci, Optional<ObjectId> named) {
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
    this.named = named;
  }

  /**
   * @throws FailureException of kind DATASET if no image can be published
   */
  public static PublishingGround require(GitRepository superdataset) throws IOException {
    UnfinishedStep.refuse(superdataset);
    Readiness.require(superdataset);
    Identity.requireSignature(superdataset);
    List<RepositoryPath> ofSuperdataset = new ArrayList<>(List.of(DataladConfig.PATH));
    Subdataset subdataset = Collection.imagesOciOf(superdataset);
    SubdatasetState state = subdataset.state();
    ofSuperdataset.addAll(Shortcomings.completionOfSuperdataset(superdataset).paths());
    if (!(state instanceof SubdatasetState.Installed)) {
      ofSuperdataset.addAll(
          List.of(
              Subdataset.GITMODULES,
              MergeAttributes.PATH,
              DatasetScripts.OCI_CMD,
              DatasetScripts.MIGRATE_TO_OCI));
      ofSuperdataset.addAll(Shortcomings.completionForImagesOci(superdataset).paths());
    }
    superdataset.workTree().requireClean(ofSuperdataset);
    Optional<GitRepository> imagesOci =
        state instanceof SubdatasetState.Absent
            ? Optional.empty()
            : Optional.of(subdataset.require());
    if (imagesOci.isPresent()) {
      Readiness.require(imagesOci.get());
      Identity.requireSignature(imagesOci.get());
      List<RepositoryPath> ofImagesOci = new ArrayList<>(List.of(DataladConfig.PATH));
      ofImagesOci.addAll(Shortcomings.completionOfImagesOci(imagesOci.get()).paths());
      imagesOci.get().workTree().requireClean(ofImagesOci);
    }
    return new PublishingGround(
        superdataset,
        imagesOci,
        state instanceof SubdatasetState.Installed installed
            ? Optional.of(installed.commit())
            : Optional.empty());
  }

  /**
   * Checks what commands need that build upon existing images.
   *
   * @throws FailureException of kind DATASET if images-oci is not at the commit that the
   *     superdataset names
   */
  public PublishingGround requireAgreement() throws IOException {
    if (imagesOci.isPresent() && named.isPresent()) {
      Optional<ObjectId> present = imagesOci.get().head().commit();
      if (present.isPresent()) {
        Agreement.require(superdataset, imagesOci.get(), named.get(), present.get());
      }
    }
    return this;
  }

  /** The obstacles to publishing single images. Images without an obstacle are left out. */
  public <T extends PlannedImage> Map<T, FailureException> obstacles(List<T> images)
      throws IOException {
    Map<T, FailureException> obstacles = new HashMap<>();
    for (int from = 0; from < images.size(); from += MOST_PATHS) {
      List<T> some = images.subList(from, Math.min(images.size(), from + MOST_PATHS));
      if (!areClean(some)) {
        for (T image : some) {
          obstacle(image).ifPresent(failure -> obstacles.put(image, failure));
        }
      }
    }
    return obstacles;
  }

  private boolean areClean(List<? extends PlannedImage> images) throws IOException {
    List<RepositoryPath> files = new ArrayList<>();
    List<RepositoryPath> layouts = new ArrayList<>();
    for (PlannedImage image : images) {
      files.addAll(files(image));
      layouts.addAll(layouts(image));
    }
    return superdataset.workTree().obstacle(files).isEmpty()
        && (imagesOci.isEmpty() || imagesOci.get().workTree().obstacle(layouts).isEmpty());
  }

  private static List<RepositoryPath> files(PlannedImage image) {
    List<RepositoryPath> files = new ArrayList<>(image.superseded());
    files.add(RepositoryPath.of(image.names().sif()));
    image.keptAs().ifPresent(kept -> files.add(RepositoryPath.of(kept.sif())));
    return files;
  }

  private static List<RepositoryPath> layouts(PlannedImage image) {
    return Stream.concat(Stream.of(image.names()), image.keptAs().stream())
        .map(names -> RepositoryPath.of(names.layout()))
        .toList();
  }

  private Optional<FailureException> obstacle(PlannedImage image) throws IOException {
    try {
      require(image);
      return Optional.empty();
    } catch (FailureException e) {
      return Optional.of(e);
    }
  }

  /**
   * @throws FailureException of kind DATASET if this image cannot be published
   */
  public void require(PlannedImage image) throws IOException {
    superdataset.workTree().requireClean(files(image));
    if (imagesOci.isPresent()) {
      imagesOci.get().workTree().requireClean(layouts(image));
    }
  }
}
