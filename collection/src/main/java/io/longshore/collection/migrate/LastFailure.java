package io.longshore.collection.migrate;

import java.time.Instant;

/**
 * Why the last attempt to migrate an image failed.
 *
 * @param recipe path of the recipe in the superdataset
 * @param kind the code of a {@link io.longshore.ground.FailureKind}
 * @param subject the file or image that the failure concerns
 * @param problem what was wrong with the subject
 */
public record LastFailure(
    String recipe, String kind, String subject, String problem, String nextStep, Instant at) {
  /** A sentence with the subject and the problem. */
  public String reason() {
    return subject + ": " + problem;
  }
}
