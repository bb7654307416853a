package io.longshore.collection.update;

import io.longshore.collection.Collection;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.SubdatasetState;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.push.Sibling;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/**
 * Pushes both datasets: images-oci first, because the superdataset names commits of images-oci.
 * Commits that somebody else has pushed meanwhile stay: the push fails, and the failure tells the
 * maintainer how to merge both sides.
 */
public final class CollectionPush {
  private final GitRepository superdataset;
  private final Optional<GitRepository> imagesOci;
  private final NextStep again;

  private CollectionPush(
      GitRepository superdataset, Optional<GitRepository> imagesOci, NextStep again) {
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
    this.again = again;
  }

  /**
   * @param again the command that pushes
   */
  static CollectionPush of(GitRepository superdataset, NextStep again) throws IOException {
    Subdataset subdataset = Collection.imagesOciOf(superdataset);
    return new CollectionPush(
        superdataset,
        subdataset.state() instanceof SubdatasetState.Absent
            ? Optional.empty()
            : Optional.of(subdataset.require()),
        again);
  }

  /** Receives the name of each dataset that has been pushed. */
  @FunctionalInterface
  public interface Pushed {
    /**
     * @param dataset the path of the dataset, for people
     */
    void to(String dataset, String remote);
  }

  /**
   * @throws FailureException of kind DATASET if there is no remote to push to, or if others have
   *     pushed commits that this clone lacks
   */
  void require() throws IOException {
    if (imagesOci.isPresent()) {
      Sibling of = Sibling.of(imagesOci.get());
      of.fetch();
      if (of.isAhead()) {
        throw behind(imagesOci.get(), of);
      }
    }
    Sibling of = Sibling.of(superdataset);
    of.fetch();
    if (of.isAhead()) {
      throw behind(superdataset, of);
    }
  }

  void push(Pushed told) throws IOException {
    if (imagesOci.isPresent()) {
      push(imagesOci.get(), Collection.IMAGES_OCI.value(), told);
    }
    push(superdataset, superdataset.root().toString(), told);
  }

  private void push(GitRepository git, String name, Pushed told) throws IOException {
    Sibling sibling = Sibling.of(git);
    if (!sibling.push()) {
      throw behind(git, sibling);
    }
    told.to(name, sibling.name());
  }

  // The superdataset is merged last. By then the merge of images-oci is saved, so git itself finds
  // the commit of images-oci that has both sides.
  private FailureException behind(GitRepository git, Sibling sibling) throws IOException {
    NextStep next =
        git == superdataset
            ? sibling.merge()
            : sibling
                .merge()
                .then(
                    " && datalad save -d {} -m {} {} && ",
                    superdataset.root(),
                    "Merge images-oci",
                    git.root())
                .then(Sibling.of(superdataset).merge());
    return new FailureException(
        FailureKind.DATASET,
        git.root().toString(),
        "lacks what somebody else has pushed to " + sibling.name(),
        next.then(" && ").then(again));
  }
}
