package io.longshore.collection.stage;

import io.longshore.collection.plan.PlannedImage;
import io.longshore.oci.Descriptor;

/**
 * Receives the progress of the work on images. Called often and from several threads, but from one
 * thread at a time for the same image.
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

  /** The work on an image enters a step; the step before is over. */
  void begun(PlannedImage image, WorkStep step);

  /** {@code bytes} more bytes of the image's layers are read for its SIF. */
  void advanced(PlannedImage image, long bytes);

  /** {@code bytes} more bytes of a layer have arrived from its source. */
  void fetched(PlannedImage image, Descriptor layer, long bytes);

  /** A layer is complete in the store, fetched for this image or found there. */
  void here(PlannedImage image, Descriptor layer);

  /** The work on the image has ended, successfully or not. */
  void ended(PlannedImage image);
}
