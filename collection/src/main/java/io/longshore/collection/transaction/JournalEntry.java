package io.longshore.collection.transaction;

import java.util.Objects;
import java.util.Optional;

/**
 * The step under way: the branches of both repositories, before and after the step.
 *
 * @param action the kind of the step
 * @param image the image's name, for messages
 * @param imagesOci the change of the subdataset, which is made first
 * @param superdataset the change that decides whether the step is done
 */
public record JournalEntry(
    Action action, String image, RefChange imagesOci, RefChange superdataset) {

  /** The kind of a step. */
  public enum Action {
    PUBLISH,
    ROLL_BACK,
    FREEZE
  }

  public JournalEntry {
    // Journals of earlier versions have no action.
    action = Optional.ofNullable(action).orElse(Action.PUBLISH);
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(imagesOci, "imagesOci");
    Objects.requireNonNull(superdataset, "superdataset");
  }

  /** Whether at least one branch moves. */
  public boolean changesAnything() {
    return !imagesOci.oldCommit().equals(imagesOci.newCommit())
        || !superdataset.oldCommit().equals(superdataset.newCommit());
  }
}
