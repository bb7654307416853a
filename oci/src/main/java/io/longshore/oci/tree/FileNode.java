package io.longshore.oci.tree;

import io.longshore.oci.layer.LayerReader;
import io.longshore.oci.layer.entry.Attributes;

/** A regular file. Its data come from {@link MergedTree#forEachFileContent}. */
public final class FileNode extends Node {
  private static final int GIVEN = -1;

  private final long size;
  private final int origin;
  private final int ordinal;

  private FileNode(Attributes attributes, long modified, long size, int origin, int ordinal) {
    super(attributes, modified);
    this.size = size;
    this.origin = origin;
    this.ordinal = ordinal;
  }

  static FileNode inLayer(Attributes attributes, long modified, long size, int layer, int ordinal) {
    return new FileNode(attributes, modified, size, layer, ordinal);
  }

  static FileNode given(Attributes attributes, long modified, long size, int index) {
    return new FileNode(attributes, modified, size, GIVEN, index);
  }

  /** In bytes, holes included. */
  public long size() {
    return size;
  }

  /** Whether the data were handed to {@link TreeEditor} instead of coming from a layer. */
  public boolean isGiven() {
    return origin == GIVEN;
  }

  /**
   * Index in the stack of the layer that has the data, from 0 at the bottom; -1 for given files.
   */
  public int layer() {
    return origin;
  }

  /** See {@link LayerReader#ordinal}; for given files, their number in the order of giving. */
  public int ordinal() {
    return ordinal;
  }
}
