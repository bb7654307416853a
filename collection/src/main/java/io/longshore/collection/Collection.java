package io.longshore.collection;

import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.SubdatasetState;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.DataladRemote;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The two repositories a migration changes: the superdataset, and images-oci in it.
 *
 * @param imagesOciIsNew whether the superdataset does not know images-oci yet
 * @param imagesOciWasMade whether there was none: nobody else's work is in it
 */
public record Collection(
    AnnexRepository superdataset,
    AnnexRepository imagesOci,
    Subdataset subdataset,
    boolean imagesOciIsNew,
    boolean imagesOciWasMade) {
  public static final RepositoryPath IMAGES_OCI = RepositoryPath.of("images-oci");

  /**
   * The superdataset {@code folder} lies in, also where git sees images-oci around it.
   *
   * @throws FailureException as {@link GitRepository#containing}; of kind DATASET too if {@code
   *     folder} lies in a clone of images-oci alone
   */
  public static GitRepository superdatasetAt(Path folder, CommandRunner runner) throws IOException {
    GitRepository found = GitRepository.containing(folder, runner);
    Optional<Path> outer = superdatasetOf(found);
    if (outer.isPresent()) {
      return GitRepository.at(outer.get(), runner);
    }
    if (holdsLayouts(found)) {
      throw new FailureException(
          FailureKind.DATASET,
          found.root().toString(),
          "holds image layouts, but is the images-oci of no dataset around it",
          "work in a clone of the dataset that has it as its subdataset images-oci, or name that:"
              + " -C DIR");
    }
    return found;
  }

  private static Optional<Path> superdatasetOf(GitRepository found) throws IOException {
    Optional<Path> superproject = found.superproject();
    if (superproject.isPresent()) {
      return superproject.filter(outer -> found.root().equals(IMAGES_OCI.in(outer)));
    }
    // Somebody made it there, and has not saved it in the superdataset yet.
    return Optional.ofNullable(found.root().getParent())
        .filter(outer -> found.root().equals(IMAGES_OCI.in(outer)))
        .filter(outer -> Files.exists(outer.resolve(".git")));
  }

  private static boolean holdsLayouts(GitRepository git) throws IOException {
    return git.tracksAny("**/*.oci/" + LayoutPaths.INDEX);
  }

  /** The images-oci of a superdataset, which may not be one whose commits name it yet. */
  public static Subdataset imagesOciOf(GitRepository superdataset) {
    return new Subdataset(superdataset, IMAGES_OCI);
  }

  /** Opens both, and makes images-oci if the superdataset has none. */
  public static Collection open(GitRepository superdataset) throws IOException {
    AnnexRepository annex = AnnexRepository.open(superdataset);
    Subdataset subdataset = imagesOciOf(superdataset);
    SubdatasetState state = subdataset.state();
    GitRepository imagesOci =
        state instanceof SubdatasetState.Absent
            ? DatasetCreation.create(superdataset, subdataset, DatasetScripts.ofImagesOci())
            : Identity.inherit(superdataset, subdataset.require());
    AnnexRepository imagesOciAnnex = AnnexRepository.open(imagesOci);
    DataladRemote.ensure(imagesOciAnnex);
    if (imagesOci.head().commit().isEmpty()) {
      DatasetCreation.commitFirst(
          imagesOci, dataset -> DatasetCreation.complete(dataset, DatasetScripts.ofImagesOci()));
    }
    return new Collection(
        annex,
        imagesOciAnnex,
        subdataset,
        !(state instanceof SubdatasetState.Installed),
        state instanceof SubdatasetState.Absent);
  }
}
