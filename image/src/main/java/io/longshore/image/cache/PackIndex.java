package io.longshore.image.cache;

import io.longshore.squashfs.BlockKey;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The blocks of a pack, sorted by key. An entry is: four u64 words of the key, i64 position, i32
 * length, i32 CRC-32C of the block.
 *
 * <p>The index is kept outside the heap. It is read and not mapped into memory, so that a failing
 * disk or a file deleted by another machine gives an {@link IOException} while reading and not a
 * fault in the middle of a search.
 */
final class PackIndex {
  static final int ENTRY_LENGTH = BlockKey.LENGTH + Long.BYTES + 2 * Integer.BYTES;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment entries;
  private final int size;

  private PackIndex(MemorySegment entries, int size) {
    this.entries = entries;
    this.size = size;
  }

  static ByteBuffer encode(Collection<PackEntry> entries) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(entries.size(), ENTRY_LENGTH))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<PackEntry> sorted = entries.stream().sorted(Comparator.comparing(PackEntry::key)).toList();
    for (PackEntry entry : sorted) {
      BlockKey key = entry.key();
      bytes.putLong(key.first()).putLong(key.second()).putLong(key.third()).putLong(key.fourth());
      bytes.putLong(entry.position()).putInt(entry.length()).putInt(entry.checksum());
    }
    return bytes.flip();
  }

  static int checksum(ByteBuffer index) {
    CRC32C crc = new CRC32C();
    crc.update(index.duplicate());
    return (int) crc.getValue();
  }

  /** Reads the index; empty if it does not match the trailer. */
  static Optional<PackIndex> read(FileChannel pack, PackTrailer trailer, Arena arena)
      throws IOException {
    MemorySegment entries = arena.allocate((long) trailer.blocks() * ENTRY_LENGTH);
    ByteBuffer bytes = entries.asByteBuffer();
    boolean whole = FullReads.read(pack, bytes, trailer.indexPosition());
    return whole && checksum(bytes.flip()) == trailer.checksum()
        ? Optional.of(new PackIndex(entries, trailer.blocks()))
        : Optional.empty();
  }

  Optional<PackEntry> find(BlockKey key) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(firstWord(middle), key.first()) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < size && firstWord(i) == key.first(); i++) {
      PackEntry entry = get(i);
      if (entry.key().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /**
   * @param number of the entry, from 0, in the order of the keys
   */
  PackEntry get(int number) {
    long at = (long) number * ENTRY_LENGTH;
    BlockKey key =
        new BlockKey(
            entries.get(LONG, at),
            entries.get(LONG, at + 8),
            entries.get(LONG, at + 16),
            entries.get(LONG, at + 24));
    return new PackEntry(
        key, entries.get(LONG, at + 32), entries.get(INT, at + 40), entries.get(INT, at + 44));
  }

  int size() {
    return size;
  }

  private long firstWord(int number) {
    return entries.get(LONG, (long) number * ENTRY_LENGTH);
  }
}
