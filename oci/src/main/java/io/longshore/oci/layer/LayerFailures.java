package io.longshore.oci.layer;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;

/** The failures for a layer whose bytes match its digest and are nevertheless not a valid layer. */
public final class LayerFailures {
  private LayerFailures() {}

  public static FailureException malformed(Layer layer, String problem, Throwable cause) {
    return new FailureException(
        FailureKind.MALFORMED,
        layer.subject(),
        cause == null ? problem : problem + ": " + cause.getMessage(),
        "the image was published like this; ask its publisher to build it again",
        cause);
  }
}
