package io.longshore.collection.migrate;

import java.time.Instant;

/**
 * Why an image failed when it was last tried.
 *
 * @param recipe its path in the superdataset
 * @param kind the code of an {@link io.longshore.ground.FailureKind}
 * @param subject what it concerns
 * @param problem what was wrong with that
 */
public record LastFailure(
    String recipe, String kind, String subject, String problem, String nextStep, Instant at) {
  /** A sentence that names what it concerns. */
  public String reason() {
    return subject + ": " + problem;
  }
}
