package io.longshore.image;

import io.longshore.oci.layer.entry.DeviceKind;
import io.longshore.oci.tree.DeviceNode;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.FifoNode;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.SymbolicLinkNode;
import io.longshore.squashfs.Attributes;
import io.longshore.squashfs.Directory;
import io.longshore.squashfs.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Turns a merged tree of layers into the tree of a squashfs. A file with several names becomes one
 * inode.
 */
final class SquashfsTree {
  private final PlacedContents contents;
  private final long implicitTime;

  /**
   * The converted nodes that are still needed: directories until their parent is built, and nodes
   * with several names.
   */
  private final IdentityHashMap<io.longshore.oci.tree.Node, Node> converted =
      new IdentityHashMap<>();

  private final Attributes[] recentAttributes = new Attributes[1 << 12];

  /**
   * @param contents of all files in the tree
   * @param implicitTime time of directories that no layer describes, in seconds since 1970
   */
  SquashfsTree(PlacedContents contents, long implicitTime) {
    this.contents = contents;
    this.implicitTime = implicitTime;
  }

  /** Converts the tree, and empties {@code root} meanwhile. */
  // Paths of 4095 bytes can be 2047 directories deep: too deep for recursion on a thread's stack.
  Directory directory(DirectoryNode root) {
    Deque<DirectoryNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      DirectoryNode node = open.peek();
      List<DirectoryNode> missing = new ArrayList<>();
      node.forEach(
          (_, child) -> {
            if (child instanceof DirectoryNode directory && !converted.containsKey(child)) {
              missing.add(directory);
            }
          });
      if (missing.isEmpty()) {
        converted.put(open.pop(), convertDirectory(node));
      } else {
        missing.forEach(open::push);
      }
    }
    return (Directory) converted.remove(root);
  }

  private Directory convertDirectory(DirectoryNode node) {
    long time = node.isImplicit() ? implicitTime : node.modified();
    Directory.Builder builder = Directory.builder(attributes(node, time));
    node.drain((name, child) -> builder.add(name.toBytes(), convert(child)));
    return builder.build();
  }

  private Node convert(io.longshore.oci.tree.Node node) {
    if (node instanceof DirectoryNode) {
      return converted.remove(node);
    }
    return node.isLinked() ? converted.computeIfAbsent(node, this::convertFile) : convertFile(node);
  }

  private Node convertFile(io.longshore.oci.tree.Node node) {
    Attributes attributes = attributes(node, node.modified());
    return switch (node) {
      case DirectoryNode _ -> throw new IllegalStateException("directories are converted first");
      case FileNode file -> new Node.RegularFile(attributes, contents.of(file));
      case SymbolicLinkNode link -> new Node.SymbolicLink(attributes, link.target());
      case FifoNode _ -> new Node.Fifo(attributes);
      case DeviceNode device ->
          new Node.Device(attributes, kind(device.kind()), device.major(), device.minor());
    };
  }

  private static Node.Device.Kind kind(DeviceKind kind) {
    return switch (kind) {
      case BLOCK -> Node.Device.Kind.BLOCK;
      case CHARACTER -> Node.Device.Kind.CHARACTER;
    };
  }

  private Attributes attributes(io.longshore.oci.tree.Node node, long time) {
    return shared(StorableAttributes.of(node, time));
  }

  /** Reuses the previous instance if the attributes are equal, which is common among neighbours. */
  private Attributes shared(Attributes attributes) {
    int slot = attributes.hashCode() & (recentAttributes.length - 1);
    if (!attributes.equals(recentAttributes[slot])) {
      recentAttributes[slot] = attributes;
    }
    return recentAttributes[slot];
  }
}
