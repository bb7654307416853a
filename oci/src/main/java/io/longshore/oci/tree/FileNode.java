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

  /** The size in bytes, including holes. */
  public long size() {
    return size;
  }

  /** Whether the data were passed to {@link TreeEditor} and do not come from a layer. */
  public boolean isGiven() {
    return origin == GIVEN;
  }

  /** The index of the layer with the data, from 0 for the lowest layer; -1 for given files. */
  public int layer() {
    return origin;
  }

  /**
   * The {@link LayerReader#ordinal} of the file; for given files, their number in the order of the
   * calls.
   */
  public int ordinal() {
    return ordinal;
  }
}
