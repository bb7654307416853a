package io.longshore.squashfs;

import java.util.List;

/**
 * Where the entries of a directory were written.
 *
 * @param reference of the first header in the directory table
 * @param length plain bytes of headers and entries
 * @param index the first header in each metadata block of the listing, without the first block
 */
record DirectoryListing(long reference, long length, List<IndexEntry> index) {
  static final DirectoryListing EMPTY = new DirectoryListing(0, 0, List.of());

  /**
   * @param position plain bytes from the first header of the listing
   * @param blockStart of the metadata block, relative to the directory table
   * @param name of the first entry after the header
   */
  record IndexEntry(int position, int blockStart, byte[] name) {}
}
