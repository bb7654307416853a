package io.longshore.collection;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;

/**
 * Whether the branch of images-oci is where the superdataset says. Whatever else it has, such as
 * layouts tried on another branch of the superdataset, would become part of the next image's commit
 * without a word; what it lacks would vanish from the superdataset.
 */
public final class Agreement {
  private static final int SHOWN = 12;

  private Agreement() {}

  /**
   * @param named the commit of images-oci that the superdataset names
   * @param present where the branch of images-oci is
   * @throws FailureException of kind DATASET if those are two, with the commands that make them one
   *     and lose nothing
   */
  public static void require(
      GitRepository superdataset, GitRepository imagesOci, ObjectId named, ObjectId present)
      throws IOException {
    if (!named.equals(present)) {
      throw disagreement(superdataset, imagesOci, named, present);
    }
  }

  /** What {@link #require} says of two commits that are not the same. */
  public static FailureException disagreement(
      GitRepository superdataset, GitRepository imagesOci, ObjectId named, ObjectId present)
      throws IOException {
    if (imagesOci.resolve(named.hex()).isEmpty()) {
      return failure(
          imagesOci,
          "does not have the commit of images-oci that the superdataset names, " + shortened(named),
          NextStep.of("git -C {} fetch --all", imagesOci.root()));
    }
    if (imagesOci.isAncestor(present, named)) {
      return failure(
          imagesOci,
          "is behind the commit of images-oci that the superdataset names, " + shortened(named),
          NextStep.of("git -C {} merge --ff-only {}", imagesOci.root(), named));
    }
    NextStep aside =
        NextStep.of(
            "git -C {} branch {} && git -C {} reset --keep {}",
            imagesOci.root(),
            "aside-" + shortened(present),
            imagesOci.root(),
            named);
    if (imagesOci.isAncestor(named, present)) {
      return failure(
          imagesOci,
          "has commits of images-oci that the branch of the superdataset does not know, after "
              + shortened(named),
          NextStep.of(
                  "if they belong to that branch: datalad save -d {} {}   if not, this keeps them on a"
                      + " branch of their own: ",
                  superdataset.root(),
                  imagesOci.root())
              .then(aside));
    }
    return failure(
        imagesOci,
        "has gone another way than the superdataset, which names as images-oci " + shortened(named),
        NextStep.of(
                "to have both: git -C {} merge {} && datalad save -d {} {}   to keep what is there"
                    + " now on a branch of its own: ",
                imagesOci.root(),
                named,
                superdataset.root(),
                imagesOci.root())
            .then(aside));
  }

  private static String shortened(ObjectId commit) {
    return commit.hex().substring(0, SHOWN);
  }

  private static FailureException failure(GitRepository imagesOci, String problem, NextStep next) {
    return new FailureException(FailureKind.DATASET, imagesOci.root().toString(), problem, next);
  }
}
