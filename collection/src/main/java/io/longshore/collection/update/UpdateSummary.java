package io.longshore.collection.update;

import java.util.List;

/**
 * How an update went.
 *
 * @param added how many images
 * @param failed how many images could not be added
 * @param tooOld how many versions were made before what is asked for
 * @param left how many images are still to be added
 */
public record UpdateSummary(List<Outlook> outlooks, int added, int failed, int tooOld, int left) {
  public UpdateSummary {
    outlooks = List.copyOf(outlooks);
  }

  /** Nothing was to be changed. */
  static UpdateSummary ofLook(List<Outlook> outlooks) {
    return new UpdateSummary(outlooks, 0, 0, 0, 0);
  }

  public boolean hasFailures() {
    return failed > 0 || outlooks.stream().anyMatch(outlook -> outlook.failure().isPresent());
  }

  /** Whether an update found something to do, done or not. */
  public boolean hasUpdates() {
    return outlooks.stream().anyMatch(Outlook::hasUpdate);
  }
}
