package io.longshore.collection.update;

import io.longshore.ground.Digest;

/**
 * A tag that means another image than when it was added.
 *
 * @param recorded what it meant then
 * @param today what it means now
 */
public record MovedTag(PresentImage image, Digest recorded, Digest today) {}
