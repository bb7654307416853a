package io.longshore.dataset;

import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.DataladRemote;
import io.longshore.dataset.git.BranchAdvance;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.SharedMode;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Makes datasets, above all the dataset of image layouts. This does not need DataLad, but gives a
 * dataset that DataLad accepts like any other. The new dataset has the sharing mode of the
 * superdataset.
 */
public final class DatasetCreation {
  private DatasetCreation() {}

  /**
   * Makes the dataset in a temporary folder, with one commit, and moves it to its place when it is
   * whole. The superdataset has no entry for it yet, see {@link Subdataset#registration}. If this
   * process dies before the move, nothing is at its place; after the move, {@link Subdataset#state}
   * reports it as not registered.
   *
   * @param scripts the first files beside configuration, attributes and provider file
   */
  public static GitRepository create(
      GitRepository superdataset, Subdataset subdataset, List<SeedFile> scripts)
      throws IOException {
    Identity.require(superdataset);
    RepositoryPath path = subdataset.path();
    Path parent = Files.createTempDirectory(superdataset.workFolder(), "dataset");
    try {
      SharedMode mode = superdataset.sharedMode();
      mode.applyTo(parent);
      Path aside = mode.applyTo(Files.createDirectory(parent.resolve("new")));
      Command init = Command.of(aside, "git", "init").options("--quiet");
      Optional<String> shared = mode.forInit();
      superdataset.run(shared.isPresent() ? init.option("--shared", shared.get()) : init);
      GitRepository created =
          Identity.inherit(superdataset, GitRepository.at(aside, superdataset.runner()));
      String description = superdataset.root().getFileName() + "/" + path;
      AnnexRepository annex = AnnexRepository.initialise(created, description);
      DataladRemote.ensure(annex);
      commitFirst(created, dataset -> complete(dataset, scripts));
      Path place = subdataset.folder();
      Files.createDirectories(place.getParent());
      // The move replaces an empty folder. It fails if there is a link, or content that somebody
      // put there meanwhile.
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
      return GitRepository.at(place, superdataset.runner());
    } finally {
      Folders.delete(parent);
    }
  }

  /**
   * Adds what a dataset of layouts needs beside them: a DataLad id, the attributes that decide
   * which files are in git and that keep their bytes, DataLad's provider for registries, and {@code
   * scripts}.
   */
  public static DatasetCompletion complete(DatasetCompletion dataset, List<SeedFile> scripts)
      throws IOException {
    dataset
        .identity()
        .lines(LayoutAttributes.DATASET_PATH, LayoutAttributes.forDataset())
        .lines(
            LayoutAttributes.DATASET_PATH, LayoutAttributes.forBytes(), LayoutAttributes::keepBytes)
        .lines(MergeAttributes.PATH, MergeAttributes.lines())
        .file(new SeedFile(RegistryProvider.PATH, EntryMode.FILE, RegistryProvider.content()));
    for (SeedFile script : scripts) {
      dataset.script(script);
    }
    return dataset;
  }

  /**
   * Turns a repository without a commit into a dataset, like {@code datalad create --force}. The
   * files in its folder stay untracked.
   */
  public static void commitFirst(GitRepository created, CompletionStep content) throws IOException {
    try (BlobWriter writer = created.openWriter();
        ObjectReader reader = created.openReader();
        CommitBuilder builder = created.buildOn(Optional.empty())) {
      DatasetCompletion empty = new DatasetCompletion(Optional.empty(), reader);
      ObjectId commit =
          builder.commit(content.apply(empty).changes(writer), "[DATALAD] new dataset\n");
      String branch = created.head().branch();
      try (BranchAdvance first =
          BranchAdvance.prepare(created, branch, Optional.empty(), commit, "commit (initial)")) {
        first.move();
        first.bring();
      }
    }
  }

  /** Adds to a completion what a dataset needs. */
  @FunctionalInterface
  public interface CompletionStep {
    DatasetCompletion apply(DatasetCompletion dataset) throws IOException;
  }
}
