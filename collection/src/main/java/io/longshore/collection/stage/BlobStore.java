package io.longshore.collection.stage;

import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import java.io.IOException;

/** Keeps the layers of a run, each once, however many images share it. Safe for several threads. */
public interface BlobStore extends BlobSource {
  /**
   * Makes sure that {@code descriptor}'s content is here, fetching it from {@code source} if it is
   * not. Of several callers at once for one blob, one fetches and the others wait.
   *
   * @return whether it was fetched
   * @throws io.longshore.ground.FailureException of kind MALFORMED if the source's bytes are not
   *     those of the descriptor; nothing is kept then
   */
  boolean ensure(Descriptor descriptor, BlobSource source) throws IOException;
}
