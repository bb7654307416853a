package io.longshore.squashfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Places of the fragment blocks. An entry on disk: u64 position, u32 stored size (bit 24:
 * uncompressed), u32 unused.
 */
final class FragmentTable {
  static final int ENTRY_LENGTH = 16;

  private final List<Entry> entries = new ArrayList<>();

  void put(int index, long position, int storedSize) {
    while (entries.size() <= index) {
      entries.add(null);
    }
    entries.set(index, new Entry(position, storedSize));
  }

  int size() {
    return entries.size();
  }

  void writeTo(MetadataWriter writer) throws IOException {
    for (Entry entry : entries) {
      writer.u64(entry.position()).u32(entry.storedSize()).u32(0);
    }
  }

  private record Entry(long position, int storedSize) {}
}
