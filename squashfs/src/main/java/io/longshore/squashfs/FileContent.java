package io.longshore.squashfs;

/**
 * File data stored by a {@link SquashfsWriter}. A {@link Node.RegularFile} in the tree of the same
 * writer refers to it.
 */
public final class FileContent {
  static final int NO_FRAGMENT = -1;

  private final DataWriter owner;
  private final long size;
  private final DataRun blocks;
  private final int fragment;
  private final int fragmentOffset;

  FileContent(DataWriter owner, long size, DataRun blocks, FragmentLocation tail) {
    this.owner = owner;
    this.size = size;
    this.blocks = blocks;
    this.fragment = tail.fragment();
    this.fragmentOffset = tail.offset();
  }

  /** The size in bytes. */
  public long size() {
    return size;
  }

  boolean belongsTo(DataWriter writer) {
    return owner == writer;
  }

  DataRun blocks() {
    return blocks;
  }

  int fragment() {
    return fragment;
  }

  int fragmentOffset() {
    return fragmentOffset;
  }
}
