package io.longshore.collection.stage;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.oci.Platform;
import java.io.IOException;

/** Finds images. Safe for several threads. */
public interface ImageSource {
  /**
   * Finds the image for {@code platform}.
   *
   * @throws io.longshore.ground.FailureException if there is none, or it cannot be had
   */
  SourceImage resolve(ImageOrigin origin, Platform platform) throws IOException;
}
