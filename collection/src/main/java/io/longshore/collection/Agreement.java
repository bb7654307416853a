package io.longshore.collection;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;

/**
 * Checks that the branch of images-oci is at the commit that the superdataset names. Further
 * commits on the branch, such as layouts tried on another branch of the superdataset, would
 * silently become part of the next image's commit; commits that the branch lacks would vanish from
 * the superdataset.
 */
public final class Agreement {
  private static final int SHOWN = 12;

  private Agreement() {}

  /**
   * @param named the commit of images-oci that the superdataset names
   * @param present the commit that the branch of images-oci is at
   * @throws FailureException of kind DATASET if the two commits differ, with the commands that
   *     bring them together without losing anything
   */
  public static void require(
      GitRepository superdataset, GitRepository imagesOci, ObjectId named, ObjectId present)
      throws IOException {
    if (!named.equals(present)) {
      throw disagreement(superdataset, imagesOci, named, present);
    }
  }

  /** The failure that {@link #require} throws if the commits differ. */
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
                  "if they belong to that branch: datalad save -d {} {}   if not, this keeps them"
                      + " on a branch of their own: ",
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
