package io.longshore.collection.migrate.origin;

import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A source of the origins of images. */
interface OriginSource {
  /**
   * Gives a claim for each of {@code images}. The number of processes does not depend on the number
   * of images.
   */
  Map<RepositoryPath, Claim> claims(List<UnmigratedImage> images) throws IOException;
}
