package io.longshore.collection.migrate;

import java.time.Instant;

/**
 * Why an image failed when it was last tried.
 *
 * @param recipe its path in the superdataset
 * @param kind the code of an {@link io.longshore.ground.FailureKind}
 * @param reason a sentence that names what it concerns
 */
public record LastFailure(String recipe, String kind, String reason, String nextStep, Instant at) {}
