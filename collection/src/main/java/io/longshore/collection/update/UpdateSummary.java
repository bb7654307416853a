package io.longshore.collection.update;

/**
 * The result of an update.
 *
 * @param added how many images were added
 * @param failed how many images could not be added
 * @param tooOld how many versions were left out because their images were made before the time that
 *     the user asked for
 * @param left how many images of the plan are left for a later run
 */
public record UpdateSummary(News news, int added, int failed, int tooOld, int left) {
  /** The summary of a run that had no images to add. */
  static UpdateSummary ofLook(News news) {
    return new UpdateSummary(news, 0, 0, 0, 0);
  }

  public boolean hasFailures() {
    return failed > 0 || news.hasFailures();
  }
}
