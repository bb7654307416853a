package io.longshore.collection.migrate.origin;

import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Something that knows where images come from. */
interface OriginSource {
  /** A claim for each of {@code images}; costs no process for each. */
  Map<RepositoryPath, Claim> claims(List<UnmigratedImage> images) throws IOException;
}
