/**
 * Layers of an image as streams of entries, and a stack of layers merged into one tree.
 *
 * <p>{@link io.longshore.oci.layer.LayerReader} reads one layer and checks it; {@link
 * io.longshore.oci.tree.MergedTree} is what a container started from the stack would see as its
 * root file system.
 */
package io.longshore.oci.layer;
