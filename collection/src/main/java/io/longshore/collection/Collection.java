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
 * The two repositories of a collection: the superdataset, and images-oci in it.
 *
 * @param imagesOciIsNew whether the superdataset does not have images-oci as a subdataset yet
 * @param imagesOciWasMade whether images-oci was made just now, so that it holds nobody else's work
 */
public record Collection(
    AnnexRepository superdataset,
    AnnexRepository imagesOci,
    Subdataset subdataset,
    boolean imagesOciIsNew,
    boolean imagesOciWasMade) {
  public static final RepositoryPath IMAGES_OCI = RepositoryPath.of("images-oci");

  /**
   * The superdataset that {@code folder} is in, even if {@code folder} is inside images-oci.
   *
   * @throws FailureException as {@link GitRepository#containing}; also of kind DATASET if {@code
   *     folder} is in a clone of images-oci without a superdataset
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
    // Somebody made images-oci there and has not saved it in the superdataset yet.
    return Optional.ofNullable(found.root().getParent())
        .filter(outer -> found.root().equals(IMAGES_OCI.in(outer)))
        .filter(outer -> Files.exists(outer.resolve(".git")));
  }

  private static boolean holdsLayouts(GitRepository git) throws IOException {
    return git.tracksAny("**/*.oci/" + LayoutPaths.INDEX);
  }

  /** The images-oci of a superdataset, whether or not a commit of the superdataset names it yet. */
  public static Subdataset imagesOciOf(GitRepository superdataset) {
    return new Subdataset(superdataset, IMAGES_OCI);
  }

  /** Opens both repositories, and makes images-oci if the superdataset has none. */
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
