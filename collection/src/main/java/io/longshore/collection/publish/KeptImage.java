package io.longshore.collection.publish;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.git.object.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image whose place another one takes, and which stays under another name: SIF and layout, to
 * the byte.
 *
 * @param names what it is called from then on
 */
record KeptImage(ImageNames names, List<TreeChange> inImagesOci, List<TreeChange> inSuperdataset) {

  /**
   * Empty where there is nothing to keep: what is planned is what is there.
   *
   * @param sif what the SIF's entry is going to be, if there is one
   * @param layout what is going to be put into images-oci
   */
  static Optional<KeptImage> of(
      PlannedImage planned,
      Optional<ObjectId> sif,
      List<TreeChange> layout,
      GitRepository superdataset,
      Head superHead,
      GitRepository imagesOci,
      Head imagesOciHead)
      throws IOException {
    if (planned.keptAs().isEmpty() || imagesOciHead.commit().isEmpty()) {
      return Optional.empty();
    }
    ImageNames present = planned.names();
    ImageNames kept = planned.keptAs().get();
    List<TreeChange> files = moved(superdataset, superHead, present.sif(), kept.sif(), sif);
    List<TreeChange> layouts =
        moved(imagesOci, imagesOciHead, present.layout(), kept.layout(), Optional.empty());
    boolean sameBlobs = blobs(layouts, kept.layout()).equals(blobs(layout, present.layout()));
    return files.isEmpty() && sameBlobs
        ? Optional.empty()
        : Optional.of(new KeptImage(kept, layouts, files));
  }

  /** What an image consists of: its manifest, configuration and layers, by their digests. */
  private static Set<String> blobs(List<TreeChange> changes, String layout) {
    String folder = layout + "/blobs/";
    Set<String> blobs = new HashSet<>();
    for (TreeChange change : changes) {
      if (change instanceof TreeChange.Put put && put.path().value().startsWith(folder)) {
        blobs.add(put.path().value().substring(folder.length()));
      }
    }
    return blobs;
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
