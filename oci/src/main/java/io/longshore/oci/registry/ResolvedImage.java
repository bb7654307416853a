package io.longshore.oci.registry;

import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutImage;
import java.util.Optional;

/**
 * An image for one platform, without its layers.
 *
 * @param served the index that names the image; empty if the reference named the manifest
 * @param image the image as served
 */
public record ResolvedImage(
    Reference reference, Optional<ResolvedManifest> served, LayoutImage image) {}
