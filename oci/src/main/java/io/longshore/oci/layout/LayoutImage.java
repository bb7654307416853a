package io.longshore.oci.layout;

import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;

/**
 * One image of a layout, checked but for its layers.
 *
 * @param descriptor that led to the manifest
 * @param manifestBytes not to be changed
 * @param configBytes not to be changed
 */
public record LayoutImage(
    Descriptor descriptor,
    byte[] manifestBytes,
    Manifest manifest,
    byte[] configBytes,
    ImageConfig config) {}
