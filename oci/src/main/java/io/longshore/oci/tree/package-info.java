/**
 * Merges layers into the tree that a container would see. Start reading at {@link
 * io.longshore.oci.tree.MergedTree}.
 */
package io.longshore.oci.tree;
