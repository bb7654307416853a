package io.longshore.fuzz;

import io.longshore.oci.registry.RegistryInputs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;

/** Reads the challenge of a registry. */
public final class ChallengeTarget {
  private ChallengeTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    for (URI asked : RegistryInputs.tokenServers(new String(input, StandardCharsets.ISO_8859_1))) {
      Expectation.holds(
          HttpUrl.parse(asked.toString()) != null, "a token server that is none: " + asked);
      Expectation.isPrintable(asked.toString());
    }
  }
}
