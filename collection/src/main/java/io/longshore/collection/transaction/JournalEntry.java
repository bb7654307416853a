package io.longshore.collection.transaction;

import java.util.Objects;
import java.util.Optional;

/**
 * The step in hand: both repositories' branches, before and after.
 *
 * @param action what the step does
 * @param image the image's name, for messages
 * @param imagesOci the change of the subdataset, made first
 * @param superdataset the change that decides
 */
public record JournalEntry(
    Action action, String image, RefChange imagesOci, RefChange superdataset) {

  /** What a step is there for. */
  public enum Action {
    PUBLISH,
    ROLL_BACK
  }

  public JournalEntry {
    // Journals of earlier versions do not say.
    action = Optional.ofNullable(action).orElse(Action.PUBLISH);
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(imagesOci, "imagesOci");
    Objects.requireNonNull(superdataset, "superdataset");
  }

  /** Whether a branch moves at all. */
  public boolean changesAnything() {
    return !imagesOci.oldCommit().equals(imagesOci.newCommit())
        || !superdataset.oldCommit().equals(superdataset.newCommit());
  }
}
