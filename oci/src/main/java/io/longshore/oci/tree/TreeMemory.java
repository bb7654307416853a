package io.longshore.oci.tree;

import io.longshore.ground.FailureException;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.entry.ExtendedAttributes;
import io.longshore.oci.layer.entry.FileName;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps count of the memory that a tree takes while it grows. What is removed from the tree is
 * noticed only when the count comes to the limit: then the tree is counted anew.
 */
public final class TreeMemory {
  private final LayerLimits limits;
  private final DirectoryNode root;
  private long counted;
  private long attributes;

  TreeMemory(LayerLimits limits, DirectoryNode root) {
    this.limits = limits;
    this.root = root;
  }

  /**
   * @param nodes about to be added
   * @param bytes of names and link targets of these
   */
  void add(int nodes, long bytes, Layer layer) throws FailureException {
    counted += (long) nodes * LayerLimits.NODE_BYTES + bytes;
    if (counted + attributes > limits.treeBytes()) {
      counted = count();
      // Room for as much again as counting has cost, so that it is not done at every entry.
      if (counted + attributes > limits.treeBytes() / 8 * 7) {
        throw limits.tooMuchMemory(layer.subject());
      }
    }
  }

  /** Sets of attributes are shared, and kept until the end. */
  void addAttributes(ExtendedAttributes added, Layer layer) throws FailureException {
    if (!added.isEmpty()) {
      attributes += LayerLimits.NODE_BYTES + added.size();
      add(0, 0, layer);
    }
  }

  private long count() {
    long bytes = 0;
    Deque<DirectoryNode> left = new ArrayDeque<>();
    left.push(root);
    while (!left.isEmpty()) {
      DirectoryNode directory = left.pop();
      for (FileName name : directory.names()) {
        Node node = directory.childOrNull(name);
        bytes += LayerLimits.NODE_BYTES + name.length();
        switch (node) {
          case DirectoryNode below -> left.push(below);
          case SymbolicLinkNode link -> bytes += link.sharedTarget().length;
          case FileNode _, FifoNode _, DeviceNode _ -> {}
        }
      }
    }
    return bytes;
  }
}
