package io.longshore.image;

import io.longshore.oci.layer.DeviceKind;
import io.longshore.oci.layer.DeviceNode;
import io.longshore.oci.layer.DirectoryNode;
import io.longshore.oci.layer.FifoNode;
import io.longshore.oci.layer.FileNode;
import io.longshore.oci.layer.SymbolicLinkNode;
import io.longshore.squashfs.Attributes;
import io.longshore.squashfs.Device;
import io.longshore.squashfs.Directory;
import io.longshore.squashfs.Fifo;
import io.longshore.squashfs.FileContent;
import io.longshore.squashfs.Node;
import io.longshore.squashfs.RegularFile;
import io.longshore.squashfs.SymbolicLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Turns a merged tree of layers into the tree of a squashfs. Files with several names stay one
 * inode.
 */
final class SquashfsTree {
  private final IdentityHashMap<FileNode, FileContent> contents;
  private final long implicitTime;
  private final IdentityHashMap<io.longshore.oci.layer.Node, Node> converted =
      new IdentityHashMap<>();

  /**
   * @param contents what was written of each file in the tree, by identity
   * @param implicitTime for directories no layer describes, in seconds since 1970
   */
  SquashfsTree(IdentityHashMap<FileNode, FileContent> contents, long implicitTime) {
    this.contents = contents;
    this.implicitTime = implicitTime;
  }

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
    return (Directory) converted.get(root);
  }

  private Directory convertDirectory(DirectoryNode node) {
    long time = node.isImplicit() ? implicitTime : node.modified();
    Directory.Builder builder = Directory.builder(StorableAttributes.of(node, time));
    node.forEach((name, child) -> builder.add(name.toBytes(), convert(child)));
    return builder.build();
  }

  private Node convert(io.longshore.oci.layer.Node node) {
    Node known = converted.get(node);
    if (known == null) {
      known = convertFile(node);
      converted.put(node, known);
    }
    return known;
  }

  private Node convertFile(io.longshore.oci.layer.Node node) {
    Attributes attributes = StorableAttributes.of(node, node.modified());
    return switch (node) {
      case DirectoryNode _ -> throw new IllegalStateException("directories are converted first");
      case FileNode file -> new RegularFile(attributes, contents.get(file));
      case SymbolicLinkNode link -> new SymbolicLink(attributes, link.target());
      case FifoNode _ -> new Fifo(attributes);
      case DeviceNode device ->
          new Device(attributes, kind(device.kind()), device.major(), device.minor());
    };
  }

  private static Device.Kind kind(DeviceKind kind) {
    return switch (kind) {
      case BLOCK -> Device.Kind.BLOCK;
      case CHARACTER -> Device.Kind.CHARACTER;
    };
  }
}
