package io.longshore.fuzz;

import io.longshore.ground.FailureException;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;

/** Reads an index and its candidates for a platform. */
public final class IndexTarget {
  private static final Seed SOUND = JsonSeeds.indexes().getFirst();

  private IndexTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ImageIndex index =
          ImageIndex.parsePublished(
              JsonEdits.document(input, SOUND), MediaTypes.OCI_INDEX, "image");
      Expectation.holds(index.manifests().containsAll(index.images()), "images from nowhere");
      Expectation.holds(
          index.images().containsAll(index.candidates(Platform.LINUX_AMD64)),
          "a candidate that is no image");
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal);
    }
  }
}
