package io.longshore.collection.add;

import io.longshore.collection.plan.Addition;
import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.util.List;
import java.util.Optional;

/**
 * An image that was added to a collection.
 *
 * @param changed whether the collection changed; false if it had the image already
 * @param layerBytes size of the compressed layers, in bytes
 * @param sifBytes size of the SIF in bytes, if a SIF was built
 * @param withoutUrl layers without a URL, which can be had from clones of the dataset only
 * @param warnings for the maintainer
 */
public record AddedImage(
    Addition addition,
    boolean changed,
    Digest manifest,
    long layerBytes,
    Optional<Long> sifBytes,
    List<Descriptor> withoutUrl,
    List<String> warnings,
    double seconds) {}
