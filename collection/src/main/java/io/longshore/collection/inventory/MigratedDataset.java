package io.longshore.collection.inventory;

import io.longshore.collection.Collection;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A superdataset with its images-oci, and the images that the user selected. */
public final class MigratedDataset implements AutoCloseable {
  private final CommittedFiles superdataset;
  private final CommittedFiles imagesOci;
  private final Selection selection;

  private MigratedDataset(
      CommittedFiles superdataset, CommittedFiles imagesOci, Selection selection) {
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
    this.selection = selection;
  }

  /**
   * Opens both repositories at HEAD.
   *
   * @param typed patterns as typed, see {@link ImageChoice}; everything if the list is empty
   * @return the dataset; empty if the superdataset has no images-oci, so that nothing is migrated
   * @throws FailureException of kind DATASET if images-oci is not installed in this clone, or a
   *     path holds no migrated image
   */
  public static Optional<MigratedDataset> open(
      GitRepository git, List<String> typed, Path currentFolder) throws IOException {
    CommittedCollection collection = CommittedCollection.atHead(git);
    Optional<MigratedDataset> opened = Optional.empty();
    try {
      opened = of(collection, typed, currentFolder);
    } finally {
      if (opened.isEmpty()) {
        collection.close();
      }
    }
    return opened;
  }

  /**
   * Does the same as {@link #open} with a collection that is open already. Closing the result
   * closes {@code collection}, and the other way round.
   */
  public static Optional<MigratedDataset> of(
      CommittedCollection collection, List<String> typed, Path currentFolder) throws IOException {
    if (!collection.isImagesOciInstalled()) {
      if (collection.namesImagesOci()) {
        throw notInstalled();
      }
      return Optional.empty();
    }
    CommittedFiles superdataset = collection.superdataset();
    GitRepository git = superdataset.git();
    CommittedFiles imagesOci =
        collection.imagesOci().isPresent() ? collection.imagesOci().get() : nothingCommitted(git);
    List<MigratedImage> images = MigratedImage.allIn(imagesOci);
    Selection selection =
        Selection.of(
            images, superdataset.configuration(), ImageChoice.of(typed, currentFolder, git.root()));
    return Optional.of(new MigratedDataset(superdataset, imagesOci, selection));
  }

  private static CommittedFiles nothingCommitted(GitRepository superdataset) throws IOException {
    return CommittedFiles.atHead(
        GitRepository.at(Collection.IMAGES_OCI.in(superdataset.root()), superdataset.runner()));
  }

  private static FailureException notInstalled() {
    return new FailureException(
        FailureKind.DATASET,
        Collection.IMAGES_OCI.value(),
        "is a subdataset that is not installed in this clone",
        CommittedCollection.installation());
  }

  public CommittedFiles superdataset() {
    return superdataset;
  }

  public CommittedFiles imagesOci() {
    return imagesOci;
  }

  public Selection selection() {
    return selection;
  }

  public List<MigratedImage> images() {
    return selection.images();
  }

  @Override
  public void close() throws IOException {
    try (superdataset;
        imagesOci) {
      // Both are closed in reverse order, even if closing one fails.
    }
  }
}
