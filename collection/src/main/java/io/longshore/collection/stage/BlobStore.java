package io.longshore.collection.stage;

import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import java.io.IOException;

/**
 * Keeps the layers of a run. A layer that several images share is kept once. Safe for several
 * threads.
 */
public interface BlobStore extends BlobSource {
  /**
   * Makes sure that the store has the content of {@code descriptor}, and fetches it from {@code
   * source} if not. If several threads ask for a blob at once, one fetches and the others wait.
   *
   * @return whether the blob was fetched
   * @throws io.longshore.ground.FailureException of kind MALFORMED if the source's bytes do not
   *     match the descriptor; nothing is kept then
   */
  boolean ensure(Descriptor descriptor, BlobSource source) throws IOException;
}
