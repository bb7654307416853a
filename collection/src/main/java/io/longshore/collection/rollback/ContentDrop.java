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

/** Removes annexed content of this clone that a rollback left without a file. */
public final class ContentDrop {
  private ContentDrop() {}

  /**
   * What became of the content.
   *
   * @param keys how many are gone from this clone
   * @param bytes of those
   * @param kept how many stay because nobody else is known to have them
   */
  public record Outcome(int keys, long bytes, int kept) {
    public static final Outcome NOTHING = new Outcome(0, 0, 0);

    public Outcome plus(Outcome other) {
      return new Outcome(keys + other.keys, bytes + other.bytes, kept + other.kept);
    }
  }

  /**
   * Drops what files of one commit had and no file at HEAD has.
   *
   * @param rebuildable whether the content can be made again, so that no URL needs to be known
   */
  public static Outcome drop(GitRepository git, ObjectId before, boolean rebuildable)
      throws IOException {
    AnnexRepository annex = AnnexRepository.open(git);
    Set<AnnexKey> unused = keys(git, before);
    unused.removeAll(keys(git, git.head().commit().orElseThrow()));
    Set<AnnexKey> fetchable = rebuildable ? unused : WebAddresses.of(unused, git).keySet();
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
