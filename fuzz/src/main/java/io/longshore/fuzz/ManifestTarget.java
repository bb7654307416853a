package io.longshore.fuzz;

import io.longshore.ground.FailureException;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;

/** Reads the manifest of an image. */
public final class ManifestTarget {
  private static final Seed SOUND = JsonSeeds.manifests().getFirst();

  private ManifestTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Manifest manifest =
          Manifest.parse(JsonEdits.document(input, SOUND), MediaTypes.OCI_MANIFEST, "image");
      Expectation.holds(MediaTypes.isImageConfig(manifest.config().mediaType()), "no config");
      for (Descriptor layer : manifest.layers()) {
        Expectation.holds(layer.size() >= 0, "a layer of negative size");
      }
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal);
    }
  }
}
