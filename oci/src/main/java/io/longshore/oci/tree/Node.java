package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.Attributes;

/**
 * A file of a {@link MergedTree}, of any type. Identity is that of an inode: hard links are the
 * same node under several names.
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

  /** In seconds since 1970-01-01T00:00:00Z, possibly negative. */
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
