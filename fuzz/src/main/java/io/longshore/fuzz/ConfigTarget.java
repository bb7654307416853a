package io.longshore.fuzz;

import io.longshore.oci.FailureException;
import io.longshore.oci.ImageConfig;

/** Reads the configuration of an image. */
public final class ConfigTarget {
  private ConfigTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ImageConfig.parse(input, "image");
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal);
    }
  }
}
