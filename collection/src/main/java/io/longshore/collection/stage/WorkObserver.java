package io.longshore.collection.stage;

import io.longshore.collection.plan.PlannedImage;
import io.longshore.oci.Descriptor;

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
        public void fetched(PlannedImage image, Descriptor layer, long bytes) {}

        @Override
        public void here(PlannedImage image, Descriptor layer) {}

        @Override
        public void ended(PlannedImage image) {}
      };

  /** Work on an image enters a step; the one before it is over. */
  void begun(PlannedImage image, WorkStep step);

  /** So many bytes more are read for its SIF. */
  void advanced(PlannedImage image, long bytes);

  /** So many bytes more of a layer have come from its source. */
  void fetched(PlannedImage image, Descriptor layer, long bytes);

  /** A layer is here, fetched for this image or found. */
  void here(PlannedImage image, Descriptor layer);

  /** No more is done for the image, whatever became of it. */
  void ended(PlannedImage image);
}
