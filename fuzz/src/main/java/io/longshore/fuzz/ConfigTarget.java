package io.longshore.fuzz;

import io.longshore.ground.FailureException;
import io.longshore.oci.ImageConfig;

/** Reads the configuration of an image. */
public final class ConfigTarget {
  private static final Seed SOUND = JsonSeeds.configurations().getFirst();

  private ConfigTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ImageConfig.parse(JsonEdits.document(input, SOUND), "image");
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal);
    }
  }
}
