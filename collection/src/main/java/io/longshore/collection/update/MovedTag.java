package io.longshore.collection.update;

import io.longshore.collection.inventory.PresentImage;
import io.longshore.ground.Digest;
import io.longshore.oci.Reference;

/**
 * A tag that means another image than when it was added, or a version for which a list names
 * another image than before.
 *
 * @param reference what the version is made of today
 * @param recorded what the image was made of
 * @param today what {@code reference} means
 */
public record MovedTag(PresentImage image, Reference reference, Digest recorded, Digest today) {}
