package io.longshore.oci.registry;

import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutImage;
import java.util.Optional;

/**
 * One image for one platform, all but its layers.
 *
 * @param served the index that led to it; empty if the reference led straight to the manifest
 * @param image as served
 */
public record ResolvedImage(
    Reference reference, Optional<ResolvedManifest> served, LayoutImage image) {}
