package io.longshore.oci.layer;

import io.longshore.ground.Digest;
import io.longshore.ground.Printable;
import io.longshore.oci.BlobSource;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.DeviceKind;
import io.longshore.oci.tree.DeviceNode;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.FifoNode;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.Node;
import io.longshore.oci.tree.SymbolicLinkNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What can be seen of a file in an image, whatever it was seen through.
 *
 * @param kind type, with the size and SHA-256 of the content, target or device numbers
 * @param modified in seconds since 1970, fractions rounded down
 * @param firstName of all names of the file the first in order
 * @param extended values in hexadecimal
 */
public record ObservedFile(
    String kind,
    int permissions,
    long uid,
    long gid,
    long modified,
    String firstName,
    Map<String, String> extended) {

  public boolean isDirectory() {
    return kind.equals("directory");
  }

  public ObservedFile modifiedAt(long time) {
    return new ObservedFile(kind, permissions, uid, gid, time, firstName, extended);
  }

  public ObservedFile withPermissions(int changed) {
    return new ObservedFile(kind, changed, uid, gid, modified, firstName, extended);
  }

  public ObservedFile withFirstName(String changed) {
    return new ObservedFile(kind, permissions, uid, gid, modified, changed, extended);
  }

  public ObservedFile withExtended(Map<String, String> changed) {
    return new ObservedFile(kind, permissions, uid, gid, modified, firstName, changed);
  }

  public boolean isDevice() {
    return kind.startsWith("character device ") || kind.startsWith("block device ");
  }

  public ObservedFile asEmptyFile() {
    String kindOfFile = fileKind(0, Digest.of(new byte[0]).hex());
    return new ObservedFile(kindOfFile, permissions, uid, gid, modified, firstName, extended);
  }

  @Override
  public String toString() {
    return "%s, mode %04o, owner %d:%d, time %d, inode of '%s'%s"
        .formatted(
            kind,
            permissions,
            uid,
            gid,
            modified,
            firstName,
            extended.isEmpty() ? "" : ", " + extended);
  }

  static String fileKind(long size, String sha256) {
    return "file of " + size + " bytes, sha256 " + sha256;
  }

  /** Names in printable form, a slash between them. */
  static String printable(byte[] path) {
    String bytes = new String(path, StandardCharsets.ISO_8859_1);
    return Arrays.stream(bytes.split("/"))
        .map(name -> Printable.bytes(name.getBytes(StandardCharsets.ISO_8859_1)))
        .collect(Collectors.joining("/"));
  }

  /** All files of the tree by path; the root's is empty. */
  static NavigableMap<String, ObservedFile> allOf(MergedTree tree, BlobSource blobs)
      throws IOException {
    Map<Node, String> contents = new HashMap<>();
    tree.forEachFileContent(
        blobs,
        (file, content) ->
            contents.put(file, fileKind(file.size(), Digest.of(content.readAllBytes()).hex())));
    NavigableMap<String, Node> nodes = new TreeMap<>();
    collect("", tree.root(), nodes);
    Map<Node, String> firstNames = new HashMap<>();
    NavigableMap<String, ObservedFile> files = new TreeMap<>();
    nodes.forEach(
        (path, node) -> {
          String first = firstNames.computeIfAbsent(node, n -> path);
          files.put(path, of(node, contents, first));
        });
    return files;
  }

  private static void collect(String path, Node node, Map<String, Node> nodes) {
    nodes.put(path, node);
    if (node instanceof DirectoryNode directory) {
      String prefix = path.isEmpty() ? "" : path + "/";
      directory.forEach((name, child) -> collect(prefix + name, child, nodes));
    }
  }

  private static ObservedFile of(Node node, Map<Node, String> contents, String firstName) {
    Attributes attributes = node.attributes();
    Map<String, String> extended = new TreeMap<>();
    attributes
        .extended()
        .toMap()
        .forEach((name, value) -> extended.put(name, HexFormat.of().formatHex(value)));
    return new ObservedFile(
        kind(node, contents),
        attributes.permissions(),
        attributes.uid(),
        attributes.gid(),
        node.modified(),
        firstName,
        extended);
  }

  private static String kind(Node node, Map<Node, String> contents) {
    return switch (node) {
      case DirectoryNode _ -> "directory";
      case FileNode file -> contents.get(file);
      case SymbolicLinkNode link -> "link to " + Printable.bytes(link.target());
      case FifoNode _ -> "fifo";
      case DeviceNode device ->
          (device.kind() == DeviceKind.BLOCK ? "block" : "character")
              + " device "
              + device.major()
              + ":"
              + device.minor();
    };
  }
}
