package io.longshore.collection.migrate.origin;

import io.longshore.collection.plan.Evidence;
import io.longshore.oci.Reference;

/** The statement of a source about the origin of an image. */
public sealed interface Claim {
  record Known(Reference reference, Evidence evidence) implements Claim {}

  /**
   * @param reason completes "the image ...": {@code has no annex metadata original-uri}
   */
  record Unknown(String reason) implements Claim {}
}
