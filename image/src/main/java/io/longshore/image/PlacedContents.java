package io.longshore.image;

import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.FilesByLayer;
import io.longshore.squashfs.FileContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The stored data of each file, for files of the layers and for files that the builder adds. */
final class PlacedContents {
  private final List<OfLayer> layers = new ArrayList<>();
  private final List<FileContent> given = new ArrayList<>();

  PlacedContents(int layers) {
    for (int i = 0; i < layers; i++) {
      this.layers.add(new OfLayer());
    }
  }

  /**
   * @param ordinal greater than the ordinals added before for this layer
   */
  void add(int layer, int ordinal, FileContent content) {
    layers.get(layer).add(ordinal, content);
  }

  void addGiven(FileContent content) {
    given.add(content);
  }

  FileContent of(FileNode file) {
    return file.isGiven()
        ? given.get(file.ordinal())
        : layers.get(file.layer()).contentOf(file.ordinal());
  }

  /** Whether the data stored from layers is exactly the data of {@code files}. */
  boolean areOf(FilesByLayer files) {
    for (int i = 0; i < layers.size(); i++) {
      if (!layers.get(i).areOf(files.inLayer(i))) {
        return false;
      }
    }
    return true;
  }

  private static final class OfLayer {
    private int[] ordinals = new int[16];
    private final List<FileContent> contents = new ArrayList<>();

    void add(int ordinal, FileContent content) {
      if (contents.size() == ordinals.length) {
        ordinals = Arrays.copyOf(ordinals, ordinals.length * 3 / 2);
      }
      ordinals[contents.size()] = ordinal;
      contents.add(content);
    }

    FileContent contentOf(int ordinal) {
      return contents.get(Arrays.binarySearch(ordinals, 0, contents.size(), ordinal));
    }

    boolean areOf(List<FileNode> files) {
      boolean same = files.size() == contents.size();
      for (int i = 0; same && i < ordinals.length && i < files.size(); i++) {
        same = files.get(i).ordinal() == ordinals[i];
      }
      return same;
    }
  }
}
