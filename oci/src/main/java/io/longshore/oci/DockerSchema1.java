package io.longshore.oci;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;

/**
 * Docker's manifest schema 1, a format that registries still serve and Longshore does not support.
 */
final class DockerSchema1 {
  private DockerSchema1() {}

  static FailureException unsupported(String subject) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        "is published in Docker's schema 1 format, retired in 2016, which has no layer sizes and"
            + " no config to convert from",
        "keep the old image, or push the image again with a present-day docker or skopeo");
  }
}
