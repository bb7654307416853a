package io.longshore.collection.verify;

import io.longshore.collection.Agreement;
import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.Selection;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.StatusEntry;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks that both datasets have no unsaved changes. */
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
    Optional<TreeEntry> named =
        dataset
            .superdataset()
            .entry(Collection.IMAGES_OCI)
            .filter(entry -> entry.mode() == EntryMode.GITLINK);
    ObjectId present = dataset.imagesOci().commit();
    boolean differ =
        named.isPresent()
            && !named.get().id().equals(present)
            && !isAdjustedFrom(named.get().id(), dataset.imagesOci().git());
    check(dataset.superdataset(), selection.inSuperdataset(), true, observations);
    if (differ && selection.everything()) {
      // Only people can say whether this state should be saved: it may have been tried on another
      // branch.
      observations.find(
          Agreement.disagreement(
              dataset.superdataset().git(), dataset.imagesOci().git(), named.get().id(), present));
    }
  }

  // On an adjusted branch of git-annex, HEAD is a commit that exists in this clone only.
  private static boolean isAdjustedFrom(ObjectId named, GitRepository imagesOci)
      throws IOException {
    Optional<String> original = imagesOci.adjustedFrom();
    return original.isPresent() && imagesOci.resolve(original.get()).equals(Optional.of(named));
  }

  /**
   * @param exceptImagesOci whether a change of images-oci as a whole is passed over: its own
   *     status, or another check, reports it
   */
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
