package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.Attributes;

/**
 * A file of any type in a {@link MergedTree}. A node corresponds to an inode: hard links are
 * several names of the same node.
 */
public abstract sealed class Node
    permits DirectoryNode, FileNode, SymbolicLinkNode, DeviceNode, FifoNode {
  private Attributes attributes;
  private long modified;
  private boolean linked;

  Node(Attributes attributes, long modified) {
    this.attributes = attributes;
    this.modified = modified;
  }

  public final Attributes attributes() {
    return attributes;
  }

  /** The modification time in seconds since 1970-01-01T00:00:00Z; may be negative. */
  public final long modified() {
    return modified;
  }

  /** Whether the file may have several names: some layer has a hard link to it. */
  public final boolean isLinked() {
    return linked;
  }

  final void markLinked() {
    linked = true;
  }

  final void setAttributes(Attributes changed) {
    attributes = changed;
  }

  final void setModified(long changed) {
    modified = changed;
  }
}
