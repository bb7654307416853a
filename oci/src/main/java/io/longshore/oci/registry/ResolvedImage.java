package io.longshore.oci.registry;

import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;
import io.longshore.oci.Reference;
import java.util.Optional;

/**
 * One image for one platform, all but its layers.
 *
 * @param served the index that led to it; empty if the reference led straight to the manifest
 * @param document the manifest as served
 * @param configBytes the config as served, not to be changed
 */
public record ResolvedImage(
    Reference reference,
    Optional<ResolvedManifest> served,
    ResolvedManifest document,
    Manifest manifest,
    byte[] configBytes,
    ImageConfig config) {}
