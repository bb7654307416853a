package io.longshore.collection.update;

import io.longshore.collection.inventory.PresentImage;
import io.longshore.ground.Digest;
import io.longshore.oci.Reference;

/**
 * A tag that means another image now than when the image was added, or a version for which a list
 * names another image now than before.
 *
 * @param reference the reference from which the version would be made today
 * @param recorded the digest of the manifest or index from which the image was made
 * @param today the digest that {@code reference} means today
 */
public record MovedTag(PresentImage image, Reference reference, Digest recorded, Digest today) {}
