package io.longshore.oci.layer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be seen of a file in an unpacked image.
 *
 * @param kind type, with the content, target or device numbers
 * @param permissions 0 for symbolic links, which have none
 * @param firstName of all names of the file the first in order
 * @param extended values in hexadecimal
 */
record ObservedFile(
    String kind,
    int permissions,
    long uid,
    long gid,
    long modified,
    String firstName,
    Map<String, String> extended) {

  boolean isDirectory() {
    return kind.equals("directory");
  }

  ObservedFile modifiedAt(long time) {
    return new ObservedFile(kind, permissions, uid, gid, time, firstName, extended);
  }

  /** All files of the tree by path; the root's is empty. */
  static Map<String, ObservedFile> allOf(MergedTree tree, InMemoryBlobs blobs) throws IOException {
    Map<Node, String> contents = new HashMap<>();
    tree.forEachFileContent(
        blobs,
        (file, content) ->
            contents.put(file, new String(content.readAllBytes(), StandardCharsets.UTF_8)));
    Map<String, ObservedFile> files = new TreeMap<>();
    Map<Node, String> firstNames = new HashMap<>();
    collect("", tree.root(), contents, firstNames, files);
    return files;
  }

  private static void collect(
      String path,
      Node node,
      Map<Node, String> contents,
      Map<Node, String> firstNames,
      Map<String, ObservedFile> files) {
    String first = firstNames.computeIfAbsent(node, n -> path);
    Attributes attributes = node.attributes();
    Map<String, String> extended = new TreeMap<>();
    attributes
        .extended()
        .toMap()
        .forEach((name, value) -> extended.put(name, HexFormat.of().formatHex(value)));
    files.put(
        path,
        new ObservedFile(
            kind(node, contents),
            node instanceof SymbolicLinkNode ? 0 : attributes.permissions(),
            attributes.uid(),
            attributes.gid(),
            node.modified(),
            first,
            extended));
    if (node instanceof DirectoryNode directory) {
      String prefix = path.isEmpty() ? "" : path + "/";
      directory.forEach(
          (name, child) -> collect(prefix + name, child, contents, firstNames, files));
    }
  }

  private static String kind(Node node, Map<Node, String> contents) {
    return switch (node) {
      case DirectoryNode directory -> "directory";
      case FileNode file -> "file " + contents.get(file);
      case SymbolicLinkNode link -> "link to " + new String(link.target(), StandardCharsets.UTF_8);
      case FifoNode fifo -> "fifo";
      case DeviceNode device ->
          (device.kind() == DeviceKind.BLOCK ? "block" : "character")
              + " device "
              + device.major()
              + ":"
              + device.minor();
    };
  }
}
