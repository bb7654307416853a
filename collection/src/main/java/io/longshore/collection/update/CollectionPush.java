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
 * Pushes both datasets: images-oci first, since the superdataset names its commits. What somebody
 * else has pushed meanwhile stays; the maintainer is told how to have both.
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

  /** Is told what has been pushed. */
  @FunctionalInterface
  public interface Pushed {
    /**
     * @param dataset as people know it
     */
    void to(String dataset, String remote);
  }

  /**
   * @throws FailureException of kind DATASET if there is nowhere to push to, or others have pushed
   *     what is not here; the latter is found out before the work as well
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

  // With images-oci merged and saved first, git sees by itself which of its commits has both.
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
