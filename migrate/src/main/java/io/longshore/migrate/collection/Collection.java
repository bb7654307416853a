package io.longshore.migrate.collection;

import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.SubdatasetState;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.DataladRemote;
import io.longshore.dataset.disk.Folders;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.migrate.journal.Journal;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

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
    return git.tracksAny("**/*.oci/oci-layout");
  }

  /** Opens both, and makes images-oci if the superdataset has none. */
  public static Collection open(GitRepository superdataset) throws IOException {
    AnnexRepository annex = AnnexRepository.open(superdataset);
    Subdataset subdataset = new Subdataset(superdataset, IMAGES_OCI);
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

  /**
   * Takes back the making of images-oci, if {@link #open} made it and nothing relies on it: no
   * commit of the superdataset, not its index, and no step that was broken off.
   */
  public void discardNewImagesOci() throws IOException {
    if (!imagesOciWasMade || isStepInHand() || isNamed()) {
      return;
    }
    Path root = imagesOci.git().root();
    try (Stream<Path> content = Files.walk(root)) {
      // git-annex takes write permission from the folders that hold content.
      for (Path folder : content.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    Folders.delete(root);
  }

  private boolean isStepInHand() throws IOException {
    return Journal.of(superdataset.git()).read().isPresent();
  }

  private boolean isNamed() throws IOException {
    GitRepository git = superdataset.git();
    String path = IMAGES_OCI.value();
    return !git.run(git.git("rev-list").options("--all", "-n", "1").operands(path)).text().isEmpty()
        || !git.run(git.git("ls-files").options("--stage").operands(path)).text().isEmpty();
  }
}
