package io.longshore.oci.layer;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;

/** The words for a layer whose bytes are those its digest names, and are still not a layer. */
final class LayerFailures {
  private LayerFailures() {}

  static FailureException malformed(Layer layer, String problem, Throwable cause) {
    return new FailureException(
        FailureKind.MALFORMED,
        layer.subject(),
        cause == null ? problem : problem + ": " + cause.getMessage(),
        "the image was published like this; ask its publisher to build it again",
        cause);
  }
}
