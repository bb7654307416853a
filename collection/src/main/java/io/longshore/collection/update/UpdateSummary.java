package io.longshore.collection.update;

/**
 * How an update went.
 *
 * @param added how many images
 * @param failed how many images could not be added
 * @param tooOld how many versions were made before what is asked for
 * @param left how many images are still to be added
 */
public record UpdateSummary(News news, int added, int failed, int tooOld, int left) {
  /** Nothing was to be changed. */
  static UpdateSummary ofLook(News news) {
    return new UpdateSummary(news, 0, 0, 0, 0);
  }

  public boolean hasFailures() {
    return failed > 0 || news.hasFailures();
  }
}
