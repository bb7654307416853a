package io.longshore.oci.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The regular files of a tree, without repetitions, in the order of their layers. */
public final class FilesByLayer {
  private final List<FileNode> given = new ArrayList<>();
  private final List<List<FileNode>> inLayers = new ArrayList<>();

  private FilesByLayer(int layers) {
    for (int i = 0; i < layers; i++) {
      inLayers.add(new ArrayList<>());
    }
  }

  static FilesByLayer of(DirectoryNode root, int layers) {
    FilesByLayer files = new FilesByLayer(layers);
    files.collect(root);
    sortAndDeduplicate(files.given);
    files.inLayers.forEach(FilesByLayer::sortAndDeduplicate);
    return files;
  }

  private void collect(DirectoryNode root) {
    Deque<DirectoryNode> left = new ArrayDeque<>();
    left.push(root);
    while (!left.isEmpty()) {
      left.pop()
          .forEach(
              (name, node) -> {
                if (node instanceof DirectoryNode below) {
                  left.push(below);
                } else if (node instanceof FileNode file) {
                  (file.isGiven() ? given : inLayers.get(file.layer())).add(file);
                }
              });
    }
  }

  /** A file with several names was collected once for each name. */
  private static void sortAndDeduplicate(List<FileNode> files) {
    files.sort(Comparator.comparingInt(FileNode::ordinal));
    List<FileNode> distinct = new ArrayList<>(files.size());
    for (FileNode file : files) {
      if (distinct.isEmpty() || distinct.getLast() != file) {
        distinct.add(file);
      }
    }
    files.clear();
    files.addAll(distinct);
  }

  /** The files passed to a {@link TreeEditor}, in the order of the calls. */
  public List<FileNode> given() {
    return given;
  }

  /**
   * @param layer index of the layer, from 0 for the lowest
   * @return the files of the layer, ascending by {@link FileNode#ordinal}
   */
  public List<FileNode> inLayer(int layer) {
    return inLayers.get(layer);
  }
}
