package io.longshore.migrate.collection;

import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.SubdatasetState;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.DataladRemote;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
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
   * @throws FailureException as {@link GitRepository#containing}
   */
  public static GitRepository superdatasetAt(Path folder, CommandRunner runner) throws IOException {
    GitRepository found = GitRepository.containing(folder, runner);
    Optional<Path> outer = found.superproject();
    return outer.isPresent() && found.root().equals(IMAGES_OCI.in(outer.get()))
        ? GitRepository.at(outer.get(), runner)
        : found;
  }

  /** Opens both, and makes images-oci if the superdataset has none. */
  public static Collection open(GitRepository superdataset) throws IOException {
    AnnexRepository annex = AnnexRepository.open(superdataset);
    Subdataset subdataset = new Subdataset(superdataset, IMAGES_OCI);
    SubdatasetState state = subdataset.state();
    GitRepository imagesOci =
        state instanceof SubdatasetState.Absent
            ? DatasetCreation.create(superdataset, subdataset, DatasetScripts.ofImagesOci())
            : subdataset.require();
    inheritIdentity(superdataset, imagesOci);
    AnnexRepository imagesOciAnnex = AnnexRepository.open(imagesOci);
    DataladRemote.ensure(imagesOciAnnex);
    return new Collection(
        annex,
        imagesOciAnnex,
        subdataset,
        !(state instanceof SubdatasetState.Installed),
        state instanceof SubdatasetState.Absent);
  }

  // A name and address set for the superdataset alone are meant for what belongs to it too.
  private static void inheritIdentity(GitRepository from, GitRepository to) throws IOException {
    for (String name : List.of("user.name", "user.email")) {
      var value = from.configuration(name);
      if (value.isPresent() && to.configuration(name).isEmpty()) {
        to.configure(name, value.get());
      }
    }
  }

  /** Takes back the making of images-oci, if {@link #open} made it. */
  public void discardNewImagesOci() throws IOException {
    if (!imagesOciWasMade) {
      return;
    }
    Path root = imagesOci.git().root();
    try (Stream<Path> content = Files.walk(root)) {
      // git-annex takes write permission from the folders that hold content.
      for (Path folder : content.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    try (Stream<Path> content = Files.walk(root)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
