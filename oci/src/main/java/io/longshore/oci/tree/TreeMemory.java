package io.longshore.oci.tree;

import io.longshore.ground.FailureException;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.entry.ExtendedAttributes;
import io.longshore.oci.layer.entry.FileName;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the memory of a growing tree. Removed nodes are noticed only when the estimate reaches
 * the limit: then the nodes of the tree are counted again.
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
   * @param nodes number of nodes to be added
   * @param bytes size of their names and link targets
   */
  void add(int nodes, long bytes, Layer layer) throws FailureException {
    counted += (long) nodes * LayerLimits.NODE_BYTES + bytes;
    if (counted + attributes > limits.treeBytes()) {
      counted = count();
      // The next count waits until the tree has grown as much as counting costs, so that not every
      // entry causes a count.
      if (counted + attributes > limits.treeBytes() / 8 * 7) {
        throw limits.tooMuchMemory(layer.subject());
      }
    }
  }

  /** Adds a set of attributes. Sets are shared and kept until the end. */
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
