package io.longshore.oci.layer;

import io.longshore.oci.tree.DeviceNode;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.FifoNode;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.Node;
import io.longshore.oci.tree.SymbolicLinkNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers and trees in a few words: {@code d/} is a directory, {@code f=text} a file, {@code l->t} a
 * symbolic link, {@code h=>t} a hard link.
 */
public final class Sketch {
  private Sketch() {}

  static byte[] tar(List<String> entries) {
    TarBuilder tar = new TarBuilder();
    for (String entry : entries) {
      int symbolic = entry.indexOf("->");
      int hard = entry.indexOf("=>");
      int content = entry.indexOf('=');
      if (symbolic > 0) {
        tar.symbolicLink(entry.substring(0, symbolic), entry.substring(symbolic + 2));
      } else if (hard > 0) {
        tar.hardLink(entry.substring(0, hard), entry.substring(hard + 2));
      } else if (content > 0) {
        tar.file(entry.substring(0, content), entry.substring(content + 1));
      } else if (entry.endsWith("/")) {
        tar.directory(entry);
      } else {
        tar.file(entry, "");
      }
    }
    return tar.build();
  }

  public static MergedTree merge(InMemoryBlobs blobs, List<List<String>> layers)
      throws IOException {
    List<Layer> stack = new ArrayList<>();
    for (List<String> entries : layers) {
      stack.add(blobs.addPlain(tar(entries)));
    }
    return MergedTree.read(stack, blobs);
  }

  /** In the order of names; the first name of a file has the text, the others are hard links. */
  public static List<String> of(MergedTree tree, InMemoryBlobs blobs) throws IOException {
    Map<FileNode, String> contents = new HashMap<>();
    tree.forEachFileContent(
        blobs,
        (file, content) -> {
          String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
          if (contents.put(file, text) != null) {
            throw new AssertionError("the same file a second time");
          }
        });
    List<String> lines = new ArrayList<>();
    list(tree.root(), "", contents, new HashMap<>(), lines);
    return lines;
  }

  private static void list(
      DirectoryNode directory,
      String prefix,
      Map<FileNode, String> contents,
      Map<Node, String> seen,
      List<String> lines) {
    directory.forEach(
        (name, node) -> {
          String path = prefix + name;
          String first = seen.putIfAbsent(node, path);
          if (first != null) {
            lines.add(path + "=>" + first);
            return;
          }
          switch (node) {
            case DirectoryNode below -> {
              lines.add(path + "/");
              list(below, path + "/", contents, seen, lines);
            }
            case FileNode file -> lines.add(path + "=" + contents.get(file));
            case SymbolicLinkNode link ->
                lines.add(path + "->" + new String(link.target(), StandardCharsets.UTF_8));
            case DeviceNode device -> lines.add(path + " " + device.kind());
            case FifoNode fifo -> lines.add(path + " fifo");
          }
        });
  }
}
