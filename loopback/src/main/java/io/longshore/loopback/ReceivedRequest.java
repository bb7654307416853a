package io.longshore.loopback;

import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param target path, with the query if there is one
 * @param authorization the header, if there was one
 * @param range the header, if there was one
 */
public record ReceivedRequest(
    String method, String target, Optional<String> authorization, Optional<String> range) {

  public boolean isForManifest() {
    return target.contains("/manifests/");
  }

  public boolean isForBlob() {
    return target.contains("/blobs/");
  }
}
