package io.longshore.collection.update;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NewVersion;
import io.longshore.ground.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A version that an update has added to the collection.
 *
 * @param kept the name that the replaced image has now, if an image was replaced and kept
 * @param layerBytes size of the compressed layers
 * @param warnings for the maintainer
 */
public record AppliedVersion(
    NewVersion version,
    Optional<ImageNames> kept,
    Digest manifest,
    long layerBytes,
    long sifBytes,
    List<String> warnings,
    double seconds) {}
