package io.longshore.collection.add;

import io.longshore.collection.plan.Addition;
import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.util.List;
import java.util.Optional;

/**
 * An image that is in the collection now.
 *
 * @param changed whether it was not so before
 * @param layerBytes size of the compressed layers
 * @param sifBytes size of the SIF, if one was built
 * @param withoutUrl layers that only clones of the dataset can hand on
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
