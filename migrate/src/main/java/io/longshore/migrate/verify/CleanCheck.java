package io.longshore.migrate.verify;

import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.git.StatusEntry;
import io.longshore.dataset.git.TreeEntry;
import io.longshore.migrate.collection.Collection;
import io.longshore.migrate.inventory.CommittedFiles;
import io.longshore.migrate.inventory.MigratedDataset;
import io.longshore.migrate.inventory.Selection;
import io.longshore.oci.NextStep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Nothing is left to be saved. */
final class CleanCheck implements Check {
  private static final int SHOWN = 5;

  @Override
  public String name() {
    return "clean";
  }

  @Override
  public String claim() {
    return "both datasets are as committed";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    Selection selection = dataset.selection();
    check(dataset.imagesOci(), selection.inImagesOci(), false, observations);
    check(
        dataset.superdataset(), selection.inSuperdataset(), isAccountedFor(dataset), observations);
  }

  /** Whether a change of images-oci as a whole is what its own status or another check reports. */
  private static boolean isAccountedFor(MigratedDataset dataset) throws IOException {
    Optional<TreeEntry> recorded = dataset.superdataset().entry(Collection.IMAGES_OCI);
    if (recorded.isEmpty() || recorded.get().id().equals(dataset.imagesOci().commit())) {
      return true;
    }
    // On a branch that git-annex adjusted, HEAD has a commit that never leaves this clone.
    Optional<String> original = dataset.imagesOci().git().adjustedFrom();
    return original.isPresent()
        && dataset.imagesOci().git().resolve(original.get()).equals(recorded.map(TreeEntry::id));
  }

  private static void check(
      CommittedFiles files,
      List<RepositoryPath> paths,
      boolean exceptImagesOci,
      Observations observations)
      throws IOException {
    observations.examine();
    List<String> changed =
        files.git().workTree().status(paths).stream()
            .map(StatusEntry::path)
            .filter(path -> !(exceptImagesOci && isImagesOci(path)))
            .toList();
    if (!changed.isEmpty()) {
      observations.find(
          files.git().root(),
          "has changes that are not committed: "
              + String.join(", ", changed.stream().limit(SHOWN).toList())
              + (changed.size() > SHOWN ? " and " + (changed.size() - SHOWN) + " more" : ""),
          NextStep.of("datalad save -d {}", files.git().root()));
    }
  }

  // An untracked folder has a slash at its end.
  private static boolean isImagesOci(String path) {
    return path.equals(Collection.IMAGES_OCI.value()) || path.equals(Collection.IMAGES_OCI + "/");
  }
}
