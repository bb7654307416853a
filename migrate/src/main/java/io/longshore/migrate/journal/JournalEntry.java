package io.longshore.migrate.journal;

/**
 * The step in hand: both repositories' branches, before and after.
 *
 * @param image the image's name, for messages
 * @param imagesOci the change of the subdataset, made first
 * @param superdataset the change that decides
 */
public record JournalEntry(String image, RefChange imagesOci, RefChange superdataset) {

  /** Whether a branch moves at all. */
  public boolean changesAnything() {
    return !imagesOci.oldCommit().equals(imagesOci.newCommit())
        || !superdataset.oldCommit().equals(superdataset.newCommit());
  }
}
