package io.longshore.oci.layer;

import io.longshore.oci.FailureException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps count of the memory that a tree takes while it grows. What is removed from the tree is
 * noticed only when the count comes to the limit: then the tree is counted anew.
 */
final class TreeMemory {
  /** About what a file takes until the SIF is built, in bytes, with a name of usual length. */
  static final int NODE = 320;

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
    counted += (long) nodes * NODE + bytes;
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
      attributes += NODE + added.size();
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
        bytes += NODE + name.length();
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
