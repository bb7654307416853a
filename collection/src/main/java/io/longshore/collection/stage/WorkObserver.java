package io.longshore.collection.stage;

import io.longshore.collection.plan.PlannedImage;

/**
 * Is told how far the work on images has got: often, and from several threads, of which one at a
 * time works on an image.
 */
public interface WorkObserver {
  WorkObserver NONE =
      new WorkObserver() {
        @Override
        public void begun(PlannedImage image, WorkStep step) {}

        @Override
        public void advanced(PlannedImage image, long bytes) {}

        @Override
        public void found(PlannedImage image, long bytes) {}

        @Override
        public void ended(PlannedImage image) {}
      };

  /** Work on an image enters a step; the one before it is over. */
  void begun(PlannedImage image, WorkStep step);

  /** So many bytes more are done in the step. */
  void advanced(PlannedImage image, long bytes);

  /** So many bytes of the step need no work, as they are here already. */
  void found(PlannedImage image, long bytes);

  /** No more is done for the image, whatever became of it. */
  void ended(PlannedImage image);
}
