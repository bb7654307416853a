package io.longshore.loopback;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The behaviour of the registry.
 *
 * @param redirectBlobs whether blobs are served by a content host on another port, which rejects
 *     requests with an Authorization header or without a valid signature
 * @param tls the context for HTTPS; HTTP if empty
 */
public record LoopbackOptions(
    Access access, boolean redirectBlobs, FaultPlan faults, Optional<SSLContext> tls, Place place) {
  public static final LoopbackOptions PLAIN =
      new LoopbackOptions(
          new Access.Open(), false, FaultPlan.NONE, Optional.empty(), Place.ANY_PORT);

  public LoopbackOptions withAccess(Access value) {
    return new LoopbackOptions(value, redirectBlobs, faults, tls, place);
  }

  public LoopbackOptions withRedirectedBlobs() {
    return new LoopbackOptions(access, true, faults, tls, place);
  }

  public LoopbackOptions withFaults(FaultPlan value) {
    return new LoopbackOptions(access, redirectBlobs, value, tls, place);
  }

  public LoopbackOptions withTls(SSLContext value) {
    return new LoopbackOptions(access, redirectBlobs, faults, Optional.of(value), place);
  }

  public LoopbackOptions at(Place value) {
    return new LoopbackOptions(access, redirectBlobs, faults, tls, value);
  }
}
