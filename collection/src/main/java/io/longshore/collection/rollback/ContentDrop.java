package io.longshore.collection.rollback;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.annex.WebAddresses;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.TreeEntry;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Drops annexed content from this clone if no file refers to it after a rollback. */
public final class ContentDrop {
  private ContentDrop() {}

  /**
   * The result.
   *
   * @param keys number of keys whose content was dropped from this clone
   * @param bytes their total size
   * @param kept number of keys whose content stays because no other place is known to have it
   */
  public record Outcome(int keys, long bytes, int kept) {
    public static final Outcome NOTHING = new Outcome(0, 0, 0);

    public Outcome plus(Outcome other) {
      return new Outcome(keys + other.keys, bytes + other.bytes, kept + other.kept);
    }
  }

  /**
   * Drops the content of files of commit {@code before} that no file at HEAD refers to.
   *
   * @param rebuildable whether the content can be built again, so that it may be dropped without a
   *     known URL
   */
  public static Outcome drop(GitRepository git, ObjectId before, boolean rebuildable)
      throws IOException {
    AnnexRepository annex = AnnexRepository.open(git);
    Set<AnnexKey> unused = keys(git, before);
    unused.removeAll(keys(git, git.head().commit().orElseThrow()));
    Set<AnnexKey> fetchable = rebuildable ? unused : WebAddresses.fetchable(unused, git);
    Outcome outcome = Outcome.NOTHING;
    try (KeyLocator locator = annex.openLocator()) {
      for (AnnexKey key : unused) {
        if (locator.content(key).isPresent()) {
          outcome = outcome.plus(drop(annex, key, fetchable.contains(key)));
        }
      }
    }
    return outcome;
  }

  private static Outcome drop(AnnexRepository annex, AnnexKey key, boolean fetchable)
      throws IOException {
    if (!fetchable) {
      return new Outcome(0, 0, 1);
    }
    annex.dropContent(key);
    return new Outcome(1, key.size().orElse(0), 0);
  }

  private static Set<AnnexKey> keys(GitRepository git, ObjectId commit) throws IOException {
    Set<AnnexKey> keys = new LinkedHashSet<>();
    try (CommittedFiles files = CommittedFiles.at(git, commit)) {
      for (TreeEntry entry : files.all()) {
        files.key(entry).ifPresent(keys::add);
      }
    }
    return keys;
  }
}
