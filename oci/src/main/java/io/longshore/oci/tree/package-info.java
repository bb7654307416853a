/**
 * Layers merged into the tree that a container would see. {@link io.longshore.oci.tree.MergedTree}
 * is where to start.
 */
package io.longshore.oci.tree;
