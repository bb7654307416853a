package io.longshore.collection.publish;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.git.object.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image whose place another one takes, and which stays under another name: SIF and layout, to
 * the byte.
 *
 * @param names what it is called from then on
 */
record KeptImage(ImageNames names, List<TreeChange> inImagesOci, List<TreeChange> inSuperdataset) {

  /**
   * Empty where the planned image has nothing to keep, or is what is there.
   *
   * @param sif what the SIF's entry is going to be
   */
  static Optional<KeptImage> of(
      ImageNames present,
      Optional<ImageNames> keptAs,
      ObjectId sif,
      GitRepository superdataset,
      Head superHead,
      GitRepository imagesOci,
      Head imagesOciHead)
      throws IOException {
    if (keptAs.isEmpty() || imagesOciHead.commit().isEmpty()) {
      return Optional.empty();
    }
    List<TreeChange> files =
        moved(superdataset, superHead, present.sif(), keptAs.get().sif(), Optional.of(sif));
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KeptImage(
                keptAs.get(),
                moved(
                    imagesOci,
                    imagesOciHead,
                    present.layout(),
                    keptAs.get().layout(),
                    Optional.empty()),
                files));
  }

  private static List<TreeChange> moved(
      GitRepository git, Head head, String from, String to, Optional<ObjectId> unlessThis)
      throws IOException {
    List<TreeChange> changes = new ArrayList<>();
    for (TreeEntry entry : git.entries(head.commit().orElseThrow(), RepositoryPath.of(from))) {
      Optional<RepositoryPath> path = entry.path().ours();
      if (path.isPresent() && !unlessThis.equals(Optional.of(entry.id()))) {
        String rest = path.get().value().substring(from.length());
        changes.add(new TreeChange.Put(RepositoryPath.of(to + rest), entry.mode(), entry.id()));
      }
    }
    return changes;
  }
}
