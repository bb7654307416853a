package io.longshore.collection.stage;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.oci.Platform;
import java.io.IOException;

/** Finds images at their origin. Safe for several threads. */
public interface ImageSource {
  /**
   * Finds the image for {@code platform}.
   *
   * @throws io.longshore.ground.FailureException if there is no such image, or it cannot be read
   */
  SourceImage resolve(ImageOrigin origin, Platform platform) throws IOException;
}
