package io.longshore.squashfs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** User and group ids, numbered in the order they are first used; a u32 each on disk. */
final class IdTable {
  static final int ENTRY_LENGTH = 4;

  /** The superblock has 16 bits for the number of ids. */
  private static final int CAPACITY = 0xffff;

  private final Map<Long, Integer> indexes = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if there are too many different ids
   */
  int indexOf(long id) {
    Integer known = indexes.get(id);
    if (known != null) {
      return known;
    }
    if (indexes.size() == CAPACITY) {
      throw new IllegalArgumentException(
          "the tree has more than 65535 different user and group ids; SquashFS has no room");
    }
    indexes.put(id, indexes.size());
    return indexes.size() - 1;
  }

  int size() {
    return indexes.size();
  }

  void writeTo(MetadataWriter writer) throws IOException {
    for (long id : indexes.keySet()) {
      writer.u32((int) id);
    }
  }
}
