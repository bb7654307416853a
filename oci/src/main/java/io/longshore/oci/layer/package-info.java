/**
 * Reads layers of an image as streams of entries.
 *
 * <p>{@link io.longshore.oci.layer.LayerReader} reads one layer and verifies it. {@link
 * io.longshore.oci.tree.MergedTree} merges a stack of layers into the root file system that a
 * container would see.
 */
package io.longshore.oci.layer;
