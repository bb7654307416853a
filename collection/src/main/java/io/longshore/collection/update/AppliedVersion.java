package io.longshore.collection.update;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NewVersion;
import io.longshore.ground.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A version that is in the collection now.
 *
 * @param kept what the image is called now whose place it took
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
